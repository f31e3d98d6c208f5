# What a desktop needs to know of Offhook: menu entry, icon, software catalogue, licence.
if(UNIX AND NOT APPLE)
    include(GNUInstallDirs)
    install(FILES ${PROJECT_SOURCE_DIR}/packaging/offhook.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
    install(FILES ${PROJECT_SOURCE_DIR}/packaging/offhook-mime.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages
        RENAME offhook.xml)
    install(FILES ${PROJECT_SOURCE_DIR}/packaging/io.offhook.Offhook.metainfo.xml
        DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
    install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/offhook.svg
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
    install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
endif()
