#ifndef DATAARTS_CLI_ERRC_NAME_HPP
#define DATAARTS_CLI_ERRC_NAME_HPP

#include <dataarts/error.hpp>
#include <dataarts/failure.hpp>

#include <string>
#include <string_view>

namespace dataarts::cli {

/// The name as it stands in the enumeration, e.g. "connect_failed"; part of the JSON output.
std::string_view name_of(errc value) noexcept;

/// The service's code, e.g. "DLF.6201"; if it gave none, the name of the `errc`.
std::string code_of(failure const& why);

/// The service's own message; if it gave none, `failure::message()`.
std::string message_of(failure const& why);

}  // namespace dataarts::cli

#endif
