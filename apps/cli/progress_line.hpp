#ifndef DATAARTS_CLI_PROGRESS_LINE_HPP
#define DATAARTS_CLI_PROGRESS_LINE_HPP

#include "tally.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace dataarts::cli {

/// How many queries there will be: known, or estimated from the part of the file that was read.
struct expected_total {
  std::uint64_t count = 0;
  bool exact = false;
};

/// One line without control characters: how far, which states, how fast, how long still.
/// @param rate  answers per second, lately.
std::string progress_line(tally const& counted, std::optional<expected_total> total, double rate);

/// The time that is left, for people: "12s left", "3m02s left".
std::string time_left_text(std::chrono::nanoseconds left);

/// The rate over the last seconds, so that a change of pace is seen soon.
class rate_meter {
 public:
  /// Call it a few times per second; gives answers per second.
  double update(std::chrono::nanoseconds elapsed, std::uint64_t answers);

 private:
  double rate_ = 0;
  std::chrono::nanoseconds before_{0};
  std::uint64_t answers_ = 0;
  bool started_ = false;
};

}  // namespace dataarts::cli

#endif
