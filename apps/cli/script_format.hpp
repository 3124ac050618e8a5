#ifndef DATAARTS_CLI_SCRIPT_FORMAT_HPP
#define DATAARTS_CLI_SCRIPT_FORMAT_HPP

#include "output_kind.hpp"

#include <dataarts/failure.hpp>
#include <dataarts/instance_ref.hpp>
#include <dataarts/script.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace dataarts::cli {

/// What `dataarts scripts list` prints, and `show` but for json. The JSON of a script is that of the service.
/// @param terminal  the text goes to a terminal, which it must not steer.
/// @param width  of the terminal, for a table; 0: nothing is cut.
std::string scripts_text(std::span<script const> scripts, output_kind output, bool terminal, std::size_t width);

/// What `dataarts scripts show --output json` prints: the description itself, as one line.
std::string script_json(script const& shown, bool terminal);

/// What the commands for scripts print for a failure: the same object with the member `error` as others, for `json` and
/// `jsonl`; else nothing.
/// @param about      without a script: none was asked for
/// @param in_a_list  whether `json` is a list
std::string failure_json(instance_ref const& about, failure const& why, output_kind output, bool terminal,
                         bool in_a_list);

/// The text of a script for a terminal: its lines stay, what could steer the terminal is shown as `\x1b`.
std::string content_for_terminal(std::string_view content);

}  // namespace dataarts::cli

#endif
