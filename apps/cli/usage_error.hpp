#ifndef DATAARTS_CLI_USAGE_ERROR_HPP
#define DATAARTS_CLI_USAGE_ERROR_HPP

#include "common/usage_error.hpp"

namespace dataarts::cli {

using apps::usage_error;

}  // namespace dataarts::cli

#endif
