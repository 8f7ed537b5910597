# docs/settings.md is generated: it must say what the binary says.
execute_process(COMMAND ${BINARY} settings OUTPUT_VARIABLE said RESULT_VARIABLE code)
file(READ ${PAGE} written)
if(NOT code EQUAL 0 OR NOT said STREQUAL written)
  message(FATAL_ERROR "${PAGE} is not current: sms-assistant settings > docs/settings.md")
endif()
