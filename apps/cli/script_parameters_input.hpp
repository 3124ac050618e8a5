#ifndef DATAARTS_CLI_SCRIPT_PARAMETERS_INPUT_HPP
#define DATAARTS_CLI_SCRIPT_PARAMETERS_INPUT_HPP

#include "option_reader.hpp"

#include <dataarts/script.hpp>

#include <string>
#include <vector>

namespace dataarts::cli {

/// The values for a script's variables: those of the file that `--params` names, then each `--param`, which replaces a
/// value of the same name. Throws `usage_error`. A message repeats no value: it may be a secret.
script_parameters read_parameters(option_reader const& reader, std::vector<std::string> const& given);

}  // namespace dataarts::cli

#endif
