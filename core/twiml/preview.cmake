# What a document means to who hears or reads it.
target_sources(offhook_twiml PRIVATE flow_builder.cpp preview.cpp segments.cpp speech.cpp
    PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES flow_builder.h preview.h segments.h speech.h)
