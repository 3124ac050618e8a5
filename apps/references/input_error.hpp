#ifndef DATAARTS_APPS_INPUT_ERROR_HPP
#define DATAARTS_APPS_INPUT_ERROR_HPP

#include <fmt/format.h>

#include <cstddef>
#include <stdexcept>
#include <string_view>

namespace dataarts::apps {

/// A place in an input. Both count from 1; a column is a character, not a byte.
struct text_position {
  std::size_t line = 1;
  std::size_t column = 1;
};

/// A line of an input cannot be read. `what()` is "FILE:LINE:COLUMN: what is wrong; what would be right".
class input_error : public std::runtime_error {
 public:
  input_error(std::string_view file, text_position at, std::string_view why)
      : std::runtime_error(fmt::format("{}:{}:{}: {}", file, at.line, at.column, why)) {}
};

}  // namespace dataarts::apps

#endif
