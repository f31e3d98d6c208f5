foreach(test tst_conflicts_dialog tst_numbers_controller tst_numbers_dialog tst_numbers_model tst_numbers_view tst_paths_form
        tst_plan_model)
    add_executable(${test} ${CMAKE_CURRENT_LIST_DIR}/numbers/${test}.cpp)
    set_target_properties(${test} PROPERTIES AUTOMOC ON)
    target_include_directories(${test} PRIVATE ${PROJECT_SOURCE_DIR})
    target_compile_definitions(
        ${test} PRIVATE OFFHOOK_FAKE_API="${PROJECT_SOURCE_DIR}/tests/support/twilio-api/fake_api.py")
    target_link_libraries(${test} PRIVATE offhook_flags Qt6::Test offhook_ui)
    add_test(NAME ${test} COMMAND ${test})
    set_tests_properties(${test} PROPERTIES ENVIRONMENT "QT_QPA_PLATFORM=offscreen" TIMEOUT 300)
endforeach()
