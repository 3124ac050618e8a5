#ifndef DATAARTS_MOCK_HOOKS_GOOGLETEST_HPP
#define DATAARTS_MOCK_HOOKS_GOOGLETEST_HPP

// Without the framework this header has nothing.
#if __has_include(<gtest/gtest.h>)

#include <dataarts/mock/failure_reporter.hpp>
#include <dataarts/mock/verification.hpp>

#include <gtest/gtest.h>

#include <string>

namespace dataarts::mock::hooks {

/// Expectations that do not hold at the end of a server fail the test that it ends in. Once for a program, in one of
/// its sources: `static auto const hooked = dataarts::mock::hooks::report_to_googletest();`
inline bool report_to_googletest() {
  set_failure_reporter([](std::string const& report) { ADD_FAILURE() << report; });
  return true;
}

/// `EXPECT_TRUE(holds(server.verify()))` says why it does not; `EXPECT_TRUE(server.verify())` only that it does not.
inline testing::AssertionResult holds(verification const& what) {
  return (what ? testing::AssertionSuccess() : testing::AssertionFailure()) << what;
}

}  // namespace dataarts::mock::hooks

#endif

#endif
