# What a document means to who hears or reads it.
foreach(name flow_builder preview segments speech)
    target_sources(offhook_twiml PRIVATE ${CMAKE_CURRENT_LIST_DIR}/${name}.cpp)
    target_sources(offhook_twiml PUBLIC
        FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${CMAKE_CURRENT_LIST_DIR}/${name}.h)
endforeach()
