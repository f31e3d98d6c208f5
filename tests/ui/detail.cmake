add_library(offhook_sample_events STATIC ${PROJECT_SOURCE_DIR}/tests/ui/sample_events.cpp)
target_link_libraries(offhook_sample_events PUBLIC offhook_flow)

# To look at: renders every pane and dialog into a folder.
add_executable(detail_gallery EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/tests/ui/detail_gallery.cpp)
target_include_directories(detail_gallery PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(detail_gallery PRIVATE offhook_ui offhook_sample_events Qt6::Test)

foreach(test IN ITEMS
        detail/tst_body_view detail/tst_detail_pane detail/tst_fields_pane detail/tst_forwards_pane detail/tst_json_text
        detail/tst_message_documents detail/tst_row_index detail/tst_visible_text respond/tst_respond_dock
        respond/tst_rules_model respond/tst_condition_parts compose/tst_send_test_dialog settings/tst_settings_dialog settings/tst_add_api_key_dialog
        detail/tst_timeline_layout detail/tst_timeline_pane detail/tst_timeline_script detail/tst_signature_pane
        detail/tst_diff_pane detail/tst_error_strip
        widgets/tst_banner widgets/tst_certificate_field widgets/tst_switch_list)
    get_filename_component(name ${test} NAME)
    add_executable(${name} ${PROJECT_SOURCE_DIR}/tests/ui/${test}.cpp)
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
    target_link_libraries(${name} PRIVATE offhook_flags offhook_ui offhook_sample_events Qt6::Test)
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES ENVIRONMENT "QT_QPA_PLATFORM=offscreen" TIMEOUT 300)
endforeach()
