foreach(source reconcile_model recovered_model recover_form recover_dialog)
    target_sources(offhook_ui PRIVATE ${PROJECT_SOURCE_DIR}/ui/recover/${source}.cpp)
endforeach()
