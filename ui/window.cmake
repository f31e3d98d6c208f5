target_sources(offhook_ui PRIVATE
    ${PROJECT_SOURCE_DIR}/ui/main_window.cpp ${PROJECT_SOURCE_DIR}/ui/actions.cpp ${PROJECT_SOURCE_DIR}/ui/top_bar.cpp
    ${PROJECT_SOURCE_DIR}/ui/status_line.cpp ${PROJECT_SOURCE_DIR}/ui/workspace_controller.cpp
    ${PROJECT_SOURCE_DIR}/ui/event_controller.cpp ${PROJECT_SOURCE_DIR}/ui/rules_controller.cpp ${PROJECT_SOURCE_DIR}/ui/command_palette.cpp
    ${PROJECT_SOURCE_DIR}/ui/shortcuts_dialog.cpp)
