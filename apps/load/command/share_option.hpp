#ifndef DATAARTS_LOAD_COMMAND_SHARE_OPTION_HPP
#define DATAARTS_LOAD_COMMAND_SHARE_OPTION_HPP

#include "service/setting_source.hpp"

#include <optional>

namespace dataarts::load {

/// A share between 0 and 1, both excluded; `standard` if nothing is given. Throws `usage_error`.
double share_of(std::optional<apps::sourced> const& given, double standard);

}  // namespace dataarts::load

#endif
