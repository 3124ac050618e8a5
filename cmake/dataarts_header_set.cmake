# dataarts_header_set(TARGET INTERFACE|PUBLIC header...)
# The public headers of a library, below the include folder beside the calling CMakeLists.txt: what is installed, what
# a user's include path holds, and what is compiled alone when CMAKE_VERIFY_INTERFACE_HEADER_SETS is on.
function(dataarts_header_set target scope)
  target_sources(${target} ${scope} FILE_SET HEADERS
                 BASE_DIRS ${CMAKE_CURRENT_SOURCE_DIR}/include FILES ${ARGN})
  target_include_directories(${target} ${scope} $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
endfunction()
