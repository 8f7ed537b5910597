# sms_embed(<target> <namespace::name> FILES ...): compiles the files into <target> as
#   namespace ns { std::span<const embedded_file> name(); }   sorted by name,
# declared in config/common/embedded_file.hpp. The files keep their own folders: one place to edit.
function(sms_embed target symbol)
  cmake_parse_arguments(ARG "" "" "FILES" ${ARGN})
  string(REPLACE "::" "_" stem ${symbol})
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${stem}.embedded.cpp)
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} "-DOUT=${out}" "-DSYMBOL=${symbol}" "-DFILES=${ARG_FILES}"
            -P ${CMAKE_SOURCE_DIR}/config/cmake/embed_script.cmake
    DEPENDS ${ARG_FILES} ${CMAKE_SOURCE_DIR}/config/cmake/embed_script.cmake
    COMMENT "Embedding ${symbol}"
    VERBATIM)
  set_source_files_properties(${out} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
  target_sources(${target} PRIVATE ${out})
endfunction()
