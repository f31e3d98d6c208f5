target_sources(offhook_ui PRIVATE
    ${PROJECT_SOURCE_DIR}/ui/main_window.cpp ${PROJECT_SOURCE_DIR}/ui/main_window_commands.cpp
    ${PROJECT_SOURCE_DIR}/ui/actions.cpp ${PROJECT_SOURCE_DIR}/ui/top_bar.cpp
    ${PROJECT_SOURCE_DIR}/ui/status_line.cpp ${PROJECT_SOURCE_DIR}/ui/workspace_controller.cpp
    ${PROJECT_SOURCE_DIR}/ui/event_controller.cpp ${PROJECT_SOURCE_DIR}/ui/numbers_controller.cpp ${PROJECT_SOURCE_DIR}/ui/rules_controller.cpp ${PROJECT_SOURCE_DIR}/ui/command_palette.cpp
    ${PROJECT_SOURCE_DIR}/ui/shortcuts_dialog.cpp)
target_sources(offhook_ui PRIVATE
    ${PROJECT_SOURCE_DIR}/ui/explain/explanation.cpp ${PROJECT_SOURCE_DIR}/ui/explain/explanation_popover.cpp
    ${PROJECT_SOURCE_DIR}/ui/statistics/answer_time_chart.cpp ${PROJECT_SOURCE_DIR}/ui/statistics/arrival_chart.cpp
    ${PROJECT_SOURCE_DIR}/ui/statistics/bar_list.cpp ${PROJECT_SOURCE_DIR}/ui/statistics/chart_scale.cpp
    ${PROJECT_SOURCE_DIR}/ui/statistics/statistics_bars.cpp ${PROJECT_SOURCE_DIR}/ui/statistics/statistics_counter.cpp
    ${PROJECT_SOURCE_DIR}/ui/statistics/statistics_dock.cpp ${PROJECT_SOURCE_DIR}/ui/statistics/time_chart.cpp)
