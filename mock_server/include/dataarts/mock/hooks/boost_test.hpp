#ifndef DATAARTS_MOCK_HOOKS_BOOST_TEST_HPP
#define DATAARTS_MOCK_HOOKS_BOOST_TEST_HPP

// Without the framework this header has nothing.
#if __has_include(<boost/test/unit_test.hpp>)

#include <dataarts/mock/failure_reporter.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

namespace dataarts::mock::hooks {

/// Expectations that do not hold at the end of a server fail the test case that it ends in. Once for a program, in one
/// of its sources: `static auto const hooked = dataarts::mock::hooks::report_to_boost_test();`
inline bool report_to_boost_test() {
  set_failure_reporter([](std::string const& report) { BOOST_ERROR(report); });
  return true;
}

}  // namespace dataarts::mock::hooks

#endif

#endif
