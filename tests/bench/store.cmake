# The store alone: rows a second, bytes an event, first rows and rare words of a large workspace. Also makes workspaces
# for other measurements: bench_store --make N FILE. Run by hand, see docs/benchmarks.md.
add_executable(bench_store bench_store.cpp synthetic_events.cpp synthetic_events.h)
target_include_directories(bench_store PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(bench_store PRIVATE offhook_store)
