foreach(name flow_builder preview segments speech)
    offhook_test(tst_${name} LINKS offhook_twiml)
endforeach()
target_compile_definitions(tst_segments PRIVATE OFFHOOK_TWILIO_SDK="${PROJECT_SOURCE_DIR}/tests/support/twilio-sdk")
