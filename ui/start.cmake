foreach(source arrival_text first_steps first_steps_page first_steps_strip number_step start_controller step_row tunnel_step)
    target_sources(offhook_ui PRIVATE ${PROJECT_SOURCE_DIR}/ui/start/${source}.cpp)
endforeach()
