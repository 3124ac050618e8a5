#ifndef DATAARTS_CLI_TEXT_TABLE_HPP
#define DATAARTS_CLI_TEXT_TABLE_HPP

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::cli {

/// Appends a table whose rows are all there, with a line of titles. Cells are made safe for a terminal.
/// @param width  of the terminal; 0: nothing is cut.
void append_text_table(std::string& out, std::span<std::string_view const> titles,
                       std::vector<std::vector<std::string>> rows, std::size_t width);

}  // namespace dataarts::cli

#endif
