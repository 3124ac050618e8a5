#ifndef DATAARTS_SCRIPTS_SCRIPT_ANSWERS_HPP
#define DATAARTS_SCRIPTS_SCRIPT_ANSWERS_HPP

#include "api/decode_error.hpp"

#include <dataarts/script.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace dataarts {

/// Readers of the answers to the script operations. What is unknown is passed over; a member that cannot be read is an
/// error that names it. False: see `error`.

/// `instanceId`, a text or a number.
bool read_instance_id(std::string& out, std::string_view body, std::size_t max_depth, decode_error& error);

bool read_script(script& out, std::string_view body, std::size_t max_depth, decode_error& error);

/// `total` and `scripts`, or `connections`, as an old edition calls them.
bool read_script_page(script_page& out, std::string_view body, std::size_t max_depth, decode_error& error);

}  // namespace dataarts

#endif
