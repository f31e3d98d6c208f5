foreach(source account_head conflicts_dialog conflicts_model lease_text no_account_page numbers_delegate numbers_dialog numbers_model
        numbers_text numbers_view paths_form plain_table plan_model plan_view waiting_page)
    target_sources(offhook_ui PRIVATE ${PROJECT_SOURCE_DIR}/ui/numbers/${source}.cpp)
endforeach()
