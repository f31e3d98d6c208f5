# The TwiML editor, its problems and the preview.
set(offhook_ui_respond
    answer_editor answer_status answer_tools bubble_view editor_popup editor_theme editor_typing find_bar flow_layout flow_view offset_map preview_pane preview_text problem_text problems_delegate problems_model problems_view
    snippets twiml_analysis twiml_editor twiml_editor_keys twiml_lexer)
foreach(source IN LISTS offhook_ui_respond)
    target_sources(offhook_ui PRIVATE ${PROJECT_SOURCE_DIR}/ui/respond/${source}.cpp)
endforeach()
target_link_libraries(offhook_ui PUBLIC offhook_twiml QScintilla::QScintilla)
qt_add_resources(offhook_ui offhook_snippets
    PREFIX /twiml
    BASE ${PROJECT_SOURCE_DIR}/resources/twiml
    FILES ${PROJECT_SOURCE_DIR}/resources/twiml/snippets.json)
