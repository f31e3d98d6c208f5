target_sources(offhook_ui PRIVATE
    ${PROJECT_SOURCE_DIR}/ui/theme/theme.cpp ${PROJECT_SOURCE_DIR}/ui/widgets/plain_label.cpp ${PROJECT_SOURCE_DIR}/ui/widgets/pill.cpp ${PROJECT_SOURCE_DIR}/ui/util/text_format.cpp ${PROJECT_SOURCE_DIR}/ui/util/error_text.cpp
    ${PROJECT_SOURCE_DIR}/ui/events/event_table_model.cpp ${PROJECT_SOURCE_DIR}/ui/events/event_table_view.cpp ${PROJECT_SOURCE_DIR}/ui/facets/facet_panel.cpp ${PROJECT_SOURCE_DIR}/ui/filter/filter_line.cpp)
