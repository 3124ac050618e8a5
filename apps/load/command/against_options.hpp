#ifndef DATAARTS_LOAD_COMMAND_AGAINST_OPTIONS_HPP
#define DATAARTS_LOAD_COMMAND_AGAINST_OPTIONS_HPP

#include "command/run_request.hpp"

namespace dataarts::load {

/// Reads `--against` and what belongs to it; everything else of the request has to be there. Throws `usage_error`.
void read_against(run_arguments const& given, run_request& into);

}  // namespace dataarts::load

#endif
