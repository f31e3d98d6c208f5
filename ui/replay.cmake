foreach(source attempts_model name_value_model edit_dialog replay_form replay_dialog replay_controller)
    target_sources(offhook_ui PRIVATE ${PROJECT_SOURCE_DIR}/ui/replay/${source}.cpp)
endforeach()
