# What dataarts_embed_text runs while building.
string(REPLACE "|" ";" names "${NAMES}")
string(REPLACE "|" ";" files "${FILES}")
set(text "// Made from the files named below; do not edit.\n#include <string_view>\n\nnamespace ${NAMESPACE} {\n\n")
foreach(name file IN ZIP_LISTS names files)
  file(READ "${file}" bytes HEX)
  string(LENGTH "${bytes}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  get_filename_component(title "${file}" NAME)
  string(APPEND text
         "// ${title}\nstd::string_view ${name}() noexcept;\nstd::string_view ${name}() noexcept {\n  static constexpr char bytes[] = {${bytes}'\\0'};\n"
         "  return {bytes, ${size}};\n}\n\n")
endforeach()
string(APPEND text "}  // namespace ${NAMESPACE}\n")
file(WRITE "${OUTPUT}" "${text}")
