#ifndef DATAARTS_CLI_SIGN_COMMAND_HPP
#define DATAARTS_CLI_SIGN_COMMAND_HPP

#include "environment.hpp"
#include "sign_arguments.hpp"

#include <dataarts/clock.hpp>

#include <string>

namespace dataarts::cli {

/// What `dataarts sign` prints. Holds no secret: not the secret key, the security token or the signature. Throws
/// `usage_error`.
std::string sign_report(sign_arguments const& arguments, apps::environment const& variables, clock::wall_time now);

}  // namespace dataarts::cli

#endif
