#ifndef DATAARTS_MOCK_PROGRAM_CLIENT_ENVIRONMENT_HPP
#define DATAARTS_MOCK_PROGRAM_CLIENT_ENVIRONMENT_HPP

#include <dataarts/mock/auth_options.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace dataarts::mock::program {

/// Names and values, in the order to be printed.
using client_variables = std::vector<std::pair<std::string, std::string>>;

/// The environment that makes the official SDKs, for the region cn-north-4, and this project's command line use the
/// server. Credentials only if any are good, and then stand-ins: real ones of the caller are not sent to a mock.
/// @param authority  the PEM file to trust; none: plain HTTP
client_variables client_environment(std::string const& url, ::pid_t pid, auth_mode auth,
                                    std::optional<std::filesystem::path> const& authority);

/// For `eval` in a POSIX shell: `NAME='value'; export NAME;` in lines.
std::string to_shell(client_variables const& variables);

}  // namespace dataarts::mock::program

#endif
