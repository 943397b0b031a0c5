# embed_files(TARGET FUNCTION BASE files…): puts files into the program as they are.
# Declares `std::span<rehearse::embedded_file const> rehearse::FUNCTION()` (config/embedded.hpp); each path is relative to BASE.
# The assembler copies the bytes (.incbin), so that a file of a megabyte costs nothing to compile.
function(embed_files target function base)
  set(assembly "${CMAKE_CURRENT_BINARY_DIR}/${function}.S")
  set(source "${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp")
  set(assembly_text ".section .rodata\n")
  set(declarations "")
  set(rows "")
  set(number 0)
  foreach(file ${ARGN})
    get_filename_component(full "${file}" ABSOLUTE)
    file(RELATIVE_PATH path "${base}" "${full}")
    set(symbol "${function}_${number}")
    string(APPEND assembly_text
      ".global ${symbol}_begin\n.global ${symbol}_end\n.balign 16\n${symbol}_begin:\n.incbin \"${full}\"\n${symbol}_end:\n.byte 0\n")
    string(APPEND declarations "extern \"C\" char const ${symbol}_begin[];\nextern \"C\" char const ${symbol}_end[];\n")
    string(APPEND rows
      "    {\"${path}\", {${symbol}_begin, static_cast<std::size_t>(${symbol}_end - ${symbol}_begin)}},\n")
    list(APPEND fulls "${full}")
    math(EXPR number "${number} + 1")
  endforeach()
  string(APPEND assembly_text ".section .note.GNU-stack,\"\",@progbits\n")
  file(CONFIGURE OUTPUT "${assembly}" CONTENT "${assembly_text}" @ONLY)
  file(CONFIGURE OUTPUT "${source}" CONTENT
"#include \"config/embedded.hpp\"
${declarations}
namespace rehearse {
std::span<embedded_file const> ${function}();
std::span<embedded_file const> ${function}() {
  static embedded_file const files[] = {
${rows}  };
  return files;
}
}  // namespace rehearse
" @ONLY)
  set_source_files_properties("${assembly}" PROPERTIES OBJECT_DEPENDS "${fulls}")
  target_sources(${target} PRIVATE "${assembly}" "${source}")
endfunction()
