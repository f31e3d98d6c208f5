offhook_test(tst_segments LINKS offhook_twiml)
target_compile_definitions(tst_segments PRIVATE OFFHOOK_TWILIO_SDK="${PROJECT_SOURCE_DIR}/tests/support/twilio-sdk")
