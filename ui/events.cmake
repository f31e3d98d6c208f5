target_sources(offhook_ui PRIVATE
    ${PROJECT_SOURCE_DIR}/ui/theme/theme.cpp
    ${PROJECT_SOURCE_DIR}/ui/theme/theme_icon.cpp
    ${PROJECT_SOURCE_DIR}/ui/theme/style.cpp
    ${PROJECT_SOURCE_DIR}/ui/theme/style_sheet.cpp
    ${PROJECT_SOURCE_DIR}/ui/theme/system_colors.cpp
    ${PROJECT_SOURCE_DIR}/ui/widgets/plain_label.cpp
    ${PROJECT_SOURCE_DIR}/ui/widgets/pill.cpp
    ${PROJECT_SOURCE_DIR}/ui/widgets/flat_list.cpp
    ${PROJECT_SOURCE_DIR}/ui/widgets/list_head.cpp
    ${PROJECT_SOURCE_DIR}/ui/widgets/offer_delegate.cpp
    ${PROJECT_SOURCE_DIR}/ui/widgets/plain_table.cpp
    ${PROJECT_SOURCE_DIR}/ui/widgets/switch_list.cpp
    ${PROJECT_SOURCE_DIR}/ui/util/text_format.cpp
    ${PROJECT_SOURCE_DIR}/ui/util/error_text.cpp
    ${PROJECT_SOURCE_DIR}/ui/util/kind_icon.cpp
    ${PROJECT_SOURCE_DIR}/ui/events/column_layout.cpp
    ${PROJECT_SOURCE_DIR}/ui/events/event_columns.cpp
    ${PROJECT_SOURCE_DIR}/ui/events/event_delegate.cpp
    ${PROJECT_SOURCE_DIR}/ui/events/event_header.cpp
    ${PROJECT_SOURCE_DIR}/ui/events/event_rows.cpp
    ${PROJECT_SOURCE_DIR}/ui/events/summary_cache.cpp
    ${PROJECT_SOURCE_DIR}/ui/events/summary_loader.cpp
    ${PROJECT_SOURCE_DIR}/ui/events/event_table_model.cpp
    ${PROJECT_SOURCE_DIR}/ui/events/event_table_view.cpp
    ${PROJECT_SOURCE_DIR}/ui/facets/facet_counter.cpp
    ${PROJECT_SOURCE_DIR}/ui/facets/facet_list.cpp
    ${PROJECT_SOURCE_DIR}/ui/facets/facet_panel.cpp
    ${PROJECT_SOURCE_DIR}/ui/facets/rate_chart.cpp
    ${PROJECT_SOURCE_DIR}/ui/filter/completion_popup.cpp
    ${PROJECT_SOURCE_DIR}/ui/filter/filter_completer.cpp
    ${PROJECT_SOURCE_DIR}/ui/filter/filter_edit.cpp
    ${PROJECT_SOURCE_DIR}/ui/filter/save_filter_popup.cpp
    ${PROJECT_SOURCE_DIR}/ui/filter/filter_line.cpp)

# The desktop portal tells whether the system is dark; without Qt's D-Bus module the platform's palette does.
find_package(Qt6 6.4 QUIET OPTIONAL_COMPONENTS DBus)
if(TARGET Qt6::DBus AND UNIX AND NOT APPLE)
    target_compile_definitions(offhook_ui PRIVATE OFFHOOK_DBUS)
    target_link_libraries(offhook_ui PRIVATE Qt6::DBus)
endif()

qt_add_resources(offhook_ui offhook_themes
    PREFIX /themes
    BASE ${PROJECT_SOURCE_DIR}/resources/themes
    FILES
        ${PROJECT_SOURCE_DIR}/resources/themes/application.qss
        ${PROJECT_SOURCE_DIR}/resources/themes/dark.json
        ${PROJECT_SOURCE_DIR}/resources/themes/light.json)
qt_add_resources(offhook_ui offhook_icons
    PREFIX /icons
    BASE ${PROJECT_SOURCE_DIR}/resources/icons
    FILES
        ${PROJECT_SOURCE_DIR}/resources/icons/alert.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/back.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/bookmark.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/bug.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/check.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/chevron-down.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/chevron-right.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/chevron-up.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/close.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/contradictory.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/conversation.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/copy.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/cross.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/external-link.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/eye.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/filter.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/folder.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/gap.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/globe.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/info.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/key.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/link.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/list.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/message.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/minus.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/moon.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/note.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/number.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/offhook.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/other.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/pause.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/phone.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/play.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/plus.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/recording.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/retry.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/save.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/search.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/send.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/settings.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/status.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/stop.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/stream.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/sun.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/swap.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/task.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/trash.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/tunnel.svg
        ${PROJECT_SOURCE_DIR}/resources/icons/video.svg)
