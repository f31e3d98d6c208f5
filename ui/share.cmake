foreach(source share/change_model share/share_dialog share/share_controller)
    target_sources(offhook_ui PRIVATE ${PROJECT_SOURCE_DIR}/ui/${source}.cpp)
endforeach()
