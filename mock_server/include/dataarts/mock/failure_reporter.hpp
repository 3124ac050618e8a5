#ifndef DATAARTS_MOCK_FAILURE_REPORTER_HPP
#define DATAARTS_MOCK_FAILURE_REPORTER_HPP

#include <functional>
#include <string>

namespace dataarts::mock {

/// Makes a test fail with a report for people, several lines. An exception that leaves it is thrown away.
using failure_reporter = std::function<void(std::string const& report)>;

/// Sets who is told of failed expectations, for all servers of the process, and returns who was before. Null, as at the
/// beginning: nobody. Set once by a hook of `dataarts/mock/hooks` for the test framework. May be called from any
/// thread, before `main` as well.
///
/// A server tells it when it is destroyed, on that thread, if what its rules expect does not hold. Not if its `verify`
/// was called after the last rule was added, since the test knows then; nor while an exception unwinds the stack, since
/// the test has failed then.
failure_reporter set_failure_reporter(failure_reporter which) noexcept;

/// The one that is set, or null.
failure_reporter current_failure_reporter();

}  // namespace dataarts::mock

#endif
