find_package(Boost 1.81 REQUIRED COMPONENTS unit_test_framework)

# The main function of every test program, compiled once.
add_library(dataarts_test_main OBJECT ${PROJECT_SOURCE_DIR}/test/support/main.cpp)
dataarts_target_defaults(dataarts_test_main)
target_compile_definitions(dataarts_test_main PUBLIC BOOST_TEST_DYN_LINK)
target_link_libraries(dataarts_test_main PUBLIC Boost::unit_test_framework)

# dataarts_add_test(NAME [TEST name] SOURCES file... [LIBRARIES target...])
# One Boost.Test program, also a ctest, of the same name unless another is given. test/support is on its include path.
function(dataarts_add_test name)
  cmake_parse_arguments(arg "" "TEST" "SOURCES;LIBRARIES" ${ARGN})
  if(NOT arg_TEST)
    set(arg_TEST ${name})
  endif()
  add_executable(${name} ${arg_SOURCES})
  dataarts_target_defaults(${name})
  # Boost.Test and Asio compile in nearly half the time without optimisation; what is tested keeps its own.
  target_compile_options(${name} PRIVATE $<$<CONFIG:RelWithDebInfo>:-O0>)
  # So they do without the checks of UndefinedBehaviorSanitizer.
  if(CMAKE_CXX_FLAGS MATCHES "-fsanitize=[a-z,-]*undefined")
    target_compile_options(${name} PRIVATE -fno-sanitize=undefined)
  endif()
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/test/support)
  target_compile_definitions(${name} PRIVATE DATAARTS_TEST_DATA="${PROJECT_SOURCE_DIR}/test/data")
  target_link_libraries(${name} PRIVATE ${arg_LIBRARIES} dataarts_test_main Boost::unit_test_framework)
  add_test(NAME ${arg_TEST} COMMAND ${name} --color_output=no)
  set_tests_properties(${arg_TEST} PROPERTIES TIMEOUT 300)
endfunction()
