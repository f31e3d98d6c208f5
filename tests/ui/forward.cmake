# The Forward dock.
foreach(test IN ITEMS
    tst_forward_dock
    tst_route_form
    tst_routes_model
    tst_undelivered_model)
    add_executable(${test} ${CMAKE_CURRENT_LIST_DIR}/forward/${test}.cpp)
    set_target_properties(${test} PROPERTIES AUTOMOC ON)
    target_include_directories(${test} PRIVATE ${PROJECT_SOURCE_DIR})
    target_link_libraries(${test} PRIVATE offhook_flags offhook_ui Qt6::Test)
    add_test(NAME ${test} COMMAND ${test})
    set_tests_properties(${test} PROPERTIES ENVIRONMENT "QT_QPA_PLATFORM=offscreen" TIMEOUT 300)
endforeach()
