#ifndef DATAARTS_CLI_FAILURE_TEXT_HPP
#define DATAARTS_CLI_FAILURE_TEXT_HPP

#include <dataarts/failure.hpp>

#include <string>

namespace dataarts::cli {

/// The service's code, e.g. "DLF.6201"; if it gave none, the name of the `errc`, e.g. "connect_failed".
std::string code_of(failure const& why);

/// The service's own message; if it gave none, `failure::message()`.
std::string message_of(failure const& why);

/// The status that a wait saw last, as the service wrote it; empty if it saw none, or does not know its word.
std::string last_status_of(failure const& why);

}  // namespace dataarts::cli

#endif
