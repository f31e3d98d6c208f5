set(offhook_ui_detail
    detail/alerts_strip detail/body_view detail/detail_pane detail/diff_delegate detail/diff_model detail/diff_pane detail/elided_label detail/error_strip detail/fields_delegate detail/fields_model detail/fields_pane
    detail/forwards_pane respond/forward_fields
    detail/framed_table detail/json_scanner detail/json_text detail/message_documents detail/message_pane detail/note_strip
    detail/row_index detail/row_text detail/segmented_switch detail/signature_advice detail/signature_document detail/signature_pane
    detail/signature_story
    detail/styling detail/timeline_layout detail/timeline_painter detail/timeline_pane detail/timeline_script
    detail/timeline_source detail/timeline_view detail/underline_tab_bar detail/visible_text
    respond/respond_dock respond/rules_model respond/rules_view respond/rule_form respond/modifier_fields respond/condition_parts
    respond/condition_dialog respond/hold_panel respond/hold_notice
    compose/parameters_model compose/send_test_dialog compose/template_list
    settings/add_api_key_dialog settings/add_key_dialog settings/secret_dialog settings/secret_edit settings/appearance_page settings/budget_chart settings/keys_page settings/limits_form settings/listener_page settings/overrides_dialog
    settings/public_url_page settings/settings_dialog settings/settings_page settings/storage_page
    widgets/banner widgets/certificate_field)
foreach(source IN LISTS offhook_ui_detail)
    target_sources(offhook_ui PRIVATE ${PROJECT_SOURCE_DIR}/ui/${source}.cpp)
endforeach()
