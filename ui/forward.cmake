# The Forward dock.
set(offhook_ui_forward
    forward_dock
    route_form
    routes_model
    routes_view
    undelivered_model
    undelivered_panel)
foreach(source IN LISTS offhook_ui_forward)
    target_sources(offhook_ui PRIVATE ${PROJECT_SOURCE_DIR}/ui/forward/${source}.cpp)
endforeach()
