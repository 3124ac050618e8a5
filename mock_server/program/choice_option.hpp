#ifndef DATAARTS_MOCK_PROGRAM_CHOICE_OPTION_HPP
#define DATAARTS_MOCK_PROGRAM_CHOICE_OPTION_HPP

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace dataarts::mock::program {

/// The position in `names` of the word that was given for an option. Throws `usage_error` that lists them when it is
/// none of them.
/// @param names  at least two
std::size_t parse_choice(std::string_view flag, std::string const& text, std::span<std::string_view const> names);

/// 1 or true, 0 or false, as in the variable of a switch. Throws `usage_error`.
bool parse_switch(std::string_view flag, std::string const& text);

}  // namespace dataarts::mock::program

#endif
