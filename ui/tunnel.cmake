# The tunnel's dialog.
foreach(source tunnel/tunnel_text tunnel/qr_code tunnel/tunnel_form tunnel/tunnel_status tunnel/tunnel_log tunnel/tunnel_dialog)
    target_sources(offhook_ui PRIVATE ${PROJECT_SOURCE_DIR}/ui/${source}.cpp)
endforeach()
target_link_libraries(offhook_ui PRIVATE PkgConfig::qrencode)
