# dataarts_embed_text(OUTPUT NAMESPACE NAME FILE [NAME FILE ...]): a source file that defines NAMESPACE::NAME() as the
# text of FILE, written anew whenever a file changes. As bytes, since compilers bound the length of a string literal.
function(dataarts_embed_text output namespace)
  set(names)
  set(files)
  set(rest ${ARGN})
  while(rest)
    list(POP_FRONT rest name file)
    list(APPEND names ${name})
    list(APPEND files ${file})
  endwhile()
  string(REPLACE ";" "|" packed_names "${names}")
  string(REPLACE ";" "|" packed_files "${files}")
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DNAMESPACE=${namespace} "-DNAMES=${packed_names}"
            "-DFILES=${packed_files}" -P ${PROJECT_SOURCE_DIR}/cmake/embed_text_script.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/cmake/embed_text_script.cmake
    VERBATIM)
endfunction()
