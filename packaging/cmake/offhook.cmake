# The flags every target of Offhook is built with, and the three functions that its folders call.
add_library(offhook_flags INTERFACE)
target_compile_definitions(offhook_flags INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_URL_CAST_FROM_STRING QT_NO_CONTEXTLESS_CONNECT QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_NO_FOREACH QT_USE_QSTRINGBUILDER QT_DISABLE_DEPRECATED_BEFORE=0x060400
    OFFHOOK_VERSION="${PROJECT_VERSION}")
target_compile_options(offhook_flags INTERFACE
    $<$<NOT:$<CXX_COMPILER_ID:MSVC>>:-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual>
    $<$<CXX_COMPILER_ID:MSVC>:/W4 /permissive- /utf-8>
    $<$<AND:$<BOOL:${OFFHOOK_WERROR}>,$<NOT:$<CXX_COMPILER_ID:MSVC>>>:-Werror>
    $<$<AND:$<BOOL:${OFFHOOK_WERROR}>,$<CXX_COMPILER_ID:MSVC>>:/WX>)
if(OFFHOOK_SANITIZE)
    target_compile_options(offhook_flags INTERFACE -fsanitize=${OFFHOOK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(offhook_flags INTERFACE -fsanitize=${OFFHOOK_SANITIZE})
endif()
if(OFFHOOK_SANITIZE STREQUAL "thread")
    add_library(offhook_qt_hand_over OBJECT ${PROJECT_SOURCE_DIR}/packaging/sanitizers/qt_hand_over.cpp)
    target_link_libraries(offhook_qt_hand_over PRIVATE Qt6::Core)
endif()
if(OFFHOOK_FUZZ)
    target_compile_options(offhook_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

# offhook_library(NAME SOURCES a.cpp ... HEADERS a.h ... LINKS target ...)
# One static library per folder: a folder sees only what it links, so the layers hold at link time too.
function(offhook_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;HEADERS;LINKS" ${ARGN})
    add_library(${name} STATIC ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_sources(${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${arg_HEADERS})
    target_link_libraries(${name} PUBLIC offhook_flags ${arg_LINKS})
endfunction()

# offhook_allocator(program): the allocator of mimalloc in place of the C library's, which takes a tenth of a storm
# (docs/benchmarks.md). Not under a sanitizer, which brings its own. The linker must not take it for unneeded.
function(offhook_allocator program)
    if(TARGET mimalloc AND NOT OFFHOOK_SANITIZE)
        target_link_options(${program} PRIVATE -Wl,--no-as-needed)
        target_link_libraries(${program} PRIVATE mimalloc)
    endif()
endfunction()

# offhook_test(tst_name LINKS target ... [GUI]): tst_name.cpp is a QtTest program beside the CMakeLists.txt.
function(offhook_test name)
    cmake_parse_arguments(arg "GUI" "TIMEOUT" "LINKS;SOURCES" ${ARGN})
    add_executable(${name} ${name}.cpp ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
    target_compile_definitions(${name} PRIVATE OFFHOOK_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data")
    target_link_libraries(${name} PRIVATE offhook_flags Qt6::Test ${arg_LINKS})
    if(TARGET offhook_qt_hand_over)
        target_sources(${name} PRIVATE $<TARGET_OBJECTS:offhook_qt_hand_over>)
    endif()
    add_test(NAME ${name} COMMAND ${name})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 300)
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT})
    if(arg_GUI)
        set_tests_properties(${name} PROPERTIES ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
    endif()
endfunction()
