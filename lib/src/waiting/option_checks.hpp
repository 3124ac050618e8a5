#ifndef DATAARTS_WAITING_OPTION_CHECKS_HPP
#define DATAARTS_WAITING_OPTION_CHECKS_HPP

#include <dataarts/fleet_options.hpp>
#include <dataarts/poll_options.hpp>

#include <optional>
#include <string>

namespace dataarts::waiting {

/// What is wrong with the options: the option's name and what it has to be. Nothing if they can be used.
std::optional<std::string> objection_to(poll_options const& options);
std::optional<std::string> objection_to(fleet_options const& options);

}  // namespace dataarts::waiting

#endif
