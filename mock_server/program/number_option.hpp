#ifndef DATAARTS_MOCK_PROGRAM_NUMBER_OPTION_HPP
#define DATAARTS_MOCK_PROGRAM_NUMBER_OPTION_HPP

#include "usage_error.hpp"

#include <charconv>
#include <string>
#include <string_view>
#include <system_error>

namespace dataarts::mock::program {

/// The whole number that was given for an option. Throws `usage_error` when it is none, or out of range.
template <class Number>
Number parse_number(std::string_view flag, std::string const& text, Number least, Number most) {
  Number value{};
  auto const end = text.data() + text.size();
  auto const [stop, problem] = std::from_chars(text.data(), end, value);
  if (problem != std::errc() || stop != end || value < least || value > most) {
    throw usage_error(std::string(flag) + " is '" + text + "'; it has to be a whole number between " +
                      std::to_string(least) + " and " + std::to_string(most));
  }
  return value;
}

}  // namespace dataarts::mock::program

#endif
