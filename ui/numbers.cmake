foreach(source account_head conflicts_dialog conflicts_model lease_text no_account_page numbers_delegate numbers_dialog numbers_model
        numbers_text numbers_view numbers_table paths_form plan_model plan_view settings_model waiting_page)
    target_sources(offhook_ui PRIVATE ${PROJECT_SOURCE_DIR}/ui/numbers/${source}.cpp)
endforeach()
