# The TwiML check alone. Run by hand, see docs/benchmarks.md.
add_executable(bench_twiml bench_twiml.cpp)
target_include_directories(bench_twiml PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(bench_twiml PRIVATE offhook_twiml)
