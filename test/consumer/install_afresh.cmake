cmake_minimum_required(VERSION 3.25)
# Installs BUILD_DIR into an empty PREFIX: what an earlier version left there must not hide a missing file.
file(REMOVE_RECURSE ${PREFIX})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${PREFIX} OUTPUT_QUIET
                COMMAND_ERROR_IS_FATAL ANY)

file(GLOB_RECURSE headers RELATIVE ${PREFIX} ${PREFIX}/include/*.hpp)
foreach(header IN LISTS headers)
  if(NOT header MATCHES "^include/dataarts/(mock/(hooks/)?)?[a-z0-9_]+\\.hpp$")
    message(FATAL_ERROR "not a public header, but installed: ${header}")
  endif()
endforeach()
if(NOT "include/dataarts/client.hpp" IN_LIST headers)
  message(FATAL_ERROR "include/dataarts/client.hpp was not installed into ${PREFIX}")
endif()
