# Language level and warnings of every target of this project; nothing of it is exported but the language level.
function(dataarts_target_defaults target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Woverloaded-virtual)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC 12 reports the coroutine frames of Asio's awaitable at -O2: operator new and delete are a pair there.
    target_compile_options(${target} PRIVATE -Wno-mismatched-new-delete)
    # It also takes what Asio moves out of coroutines and promises for uninitialized, at -O1 and under sanitizers; clang
    # and the sanitizers look for the real thing.
    target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized)
  endif()
  if(NOT CMAKE_UNITY_BUILD)
    target_compile_options(${target} PRIVATE -Wshadow)
  elseif(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Sources are compiled several at once: what one has in an unnamed namespace is no business of the next, and no header.
    target_compile_options(${target} PRIVATE -Wshadow=local -Wno-subobject-linkage)
  endif()
  if(DATAARTS_WARNINGS_AS_ERRORS)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()
