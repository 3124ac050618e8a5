#ifndef DATAARTS_MOCK_HOOKS_CATCH2_HPP
#define DATAARTS_MOCK_HOOKS_CATCH2_HPP

// Catch2 3 or 2; without the framework this header has nothing.
#if __has_include(<catch2/catch_test_macros.hpp>) || __has_include(<catch2/catch.hpp>)

#include <dataarts/mock/failure_reporter.hpp>

#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_test_macros.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <string>

namespace dataarts::mock::hooks {

/// Expectations that do not hold at the end of a server fail the test case that it ends in. Once for a program, in one
/// of its sources: `static auto const hooked = dataarts::mock::hooks::report_to_catch2();`
inline bool report_to_catch2() {
  set_failure_reporter([](std::string const& report) { FAIL_CHECK(report); });
  return true;
}

}  // namespace dataarts::mock::hooks

#endif

#endif
