#ifndef DATAARTS_CLI_SHELL_TEXT_HPP
#define DATAARTS_CLI_SHELL_TEXT_HPP

#include <string>
#include <string_view>

namespace dataarts::cli {

/// The text as one word of a shell, quoted if it has to be, and safe for a terminal.
std::string shell_word(std::string_view text);

}  // namespace dataarts::cli

#endif
