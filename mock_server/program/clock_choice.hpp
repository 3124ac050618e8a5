#ifndef DATAARTS_MOCK_PROGRAM_CLOCK_CHOICE_HPP
#define DATAARTS_MOCK_PROGRAM_CLOCK_CHOICE_HPP

#include <chrono>
#include <optional>
#include <string_view>

namespace dataarts::mock::program {

/// Which time the mocked service has.
struct clock_choice {
  bool stands = false;  ///< until it is moved; else it goes with the machine's
  std::optional<std::chrono::system_clock::time_point> start = {};  ///< none: the time of the machine
};

/// Reads `real`, `virtual`, `virtual:now` and `virtual:2026-01-15T08:30:00Z`. Throws `usage_error`.
clock_choice parse_clock_choice(std::string_view text);

}  // namespace dataarts::mock::program

#endif
