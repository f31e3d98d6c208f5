# The TwiML editor and the preview.
add_executable(respond_gallery EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/respond_gallery.cpp)
target_include_directories(respond_gallery PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(respond_gallery PRIVATE offhook_flags offhook_ui Qt6::Test)
