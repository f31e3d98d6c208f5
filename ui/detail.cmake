target_sources(offhook_ui PRIVATE
    ${PROJECT_SOURCE_DIR}/ui/detail/detail_pane.cpp ${PROJECT_SOURCE_DIR}/ui/respond/respond_dock.cpp ${PROJECT_SOURCE_DIR}/ui/compose/send_test_dialog.cpp
    ${PROJECT_SOURCE_DIR}/ui/settings/settings_dialog.cpp ${PROJECT_SOURCE_DIR}/ui/widgets/empty_state.cpp ${PROJECT_SOURCE_DIR}/ui/widgets/banner.cpp)
