# Writes OUT: a C++ source with the bytes of FILES. See embed_files.cmake.
string(REGEX REPLACE "::[^:]*$" "" ns "${SYMBOL}")
string(REGEX REPLACE "^.*::" "" function "${SYMBOL}")
list(SORT FILES)
set(arrays "")
set(entries "")
set(n 0)
foreach(file IN LISTS FILES)
  file(READ "${file}" hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  get_filename_component(name "${file}" NAME)
  string(APPEND arrays "const unsigned char file_${n}[] = {${bytes}0};\n")
  string(APPEND entries "    {\"${name}\", {reinterpret_cast<const char*>(file_${n}), sizeof file_${n} - 1}},\n")
  math(EXPR n "${n} + 1")
endforeach()
file(WRITE "${OUT}" "#include \"config/common/embedded_file.hpp\"
namespace {
${arrays}const embedded_file files[] = {
${entries}};
}  // namespace
namespace ${ns} {
std::span<const embedded_file> ${function}() { return files; }
}  // namespace ${ns}
")
