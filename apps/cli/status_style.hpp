#ifndef DATAARTS_CLI_STATUS_STYLE_HPP
#define DATAARTS_CLI_STATUS_STYLE_HPP

#include <dataarts/failure.hpp>
#include <dataarts/script_instance.hpp>

#include <string>
#include <string_view>

namespace dataarts::cli {

/// The service's word for the status, or the code of the failure; safe for a terminal.
std::string status_word(result<script_instance> const& outcome);

/// The escape sequence of its colour: green for FINISHED, red for FAILED, yellow for what goes on, magenta for
/// what was not answered.
std::string_view status_colour(result<script_instance> const& outcome) noexcept;

}  // namespace dataarts::cli

#endif
