# sms_embed(<target> <namespace::name> FILES ...): assembles the files' bytes into <target> as
#   namespace ns { std::span<const embedded_file> name(); }   sorted by name,
# declared in config/common/embedded_file.hpp. The files keep their own folders: one place to edit.
# The source only names the files (.incbin), so a changed file costs an assembler run and no more.
function(sms_embed target symbol)
  cmake_parse_arguments(ARG "" "" "FILES" ${ARGN})
  string(REPLACE "::" "_" stem ${symbol})
  string(REGEX REPLACE "::[^:]*$" "" ns ${symbol})
  string(REGEX REPLACE "^.*::" "" function ${symbol})
  list(SORT ARG_FILES)
  set(n 0)
  foreach(file IN LISTS ARG_FILES)
    get_filename_component(name ${file} NAME)
    set(label embedded_${stem}_${n})
    string(APPEND assembly
      "asm(\".pushsection .rodata\\n.balign 16\\n${label}:\\n.incbin \\\"${file}\\\"\\n\"\n"
      "    \"${label}_end:\\n.popsection\\n\");\n"
      "extern \"C\" const char ${label}[] __attribute__((visibility(\"hidden\")));\n"
      "extern \"C\" const char ${label}_end[] __attribute__((visibility(\"hidden\")));\n")
    string(APPEND entries
      "      {\"${name}\", {${label}, static_cast<std::size_t>(${label}_end - ${label})}},\n")
    math(EXPR n "${n} + 1")
  endforeach()
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${stem}.embedded.cpp)
  file(CONFIGURE OUTPUT ${out} CONTENT "#include \"config/common/embedded_file.hpp\"
${assembly}namespace ${ns} {
std::span<const embedded_file> ${function}() {
  static const embedded_file files[] = {
${entries}  };
  return files;
}
}  // namespace ${ns}
" @ONLY)
  set_source_files_properties(${out} PROPERTIES SKIP_PRECOMPILE_HEADERS ON
                                                OBJECT_DEPENDS "${ARG_FILES}")
  target_sources(${target} PRIVATE ${out})
endfunction()
