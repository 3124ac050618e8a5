#ifndef DATAARTS_MOCK_PROGRAM_JSON_LAYOUT_HPP
#define DATAARTS_MOCK_PROGRAM_JSON_LAYOUT_HPP

#include <string>
#include <string_view>

namespace dataarts::mock::program {

/// A JSON text, which may have comments and trailing commas, in the one layout: two blanks for each level; what fits
/// into 120 columns and has no comment in one line, else each part in a line of its own; no trailing commas. Comments,
/// single blank lines and the spelling of numbers and texts stay. What is laid out already stays as it is.
/// @param text  has to be JSON
std::string lay_out_json(std::string_view text);

}  // namespace dataarts::mock::program

#endif
