#include "run_totals.hpp"

#include "duration_text.hpp"

#include <fmt/format.h>

#include <chrono>
#include <limits>

namespace dataarts::cli {

run_totals totals_of(script_instance const& run) {
  run_totals sums;
  for (auto const& result : run.results()) {
    if (auto const seconds = result.duration()) sums.seconds = sums.seconds.value_or(0) + *seconds;
    auto rows = result.row_count();
    if (!rows && !result.rows().empty()) rows = static_cast<std::int64_t>(result.rows().size());
    if (!rows) continue;
    // Counts come from outside: a sum that does not fit stays at the largest number.
    std::int64_t sum = 0;
    auto const overflow = __builtin_add_overflow(sums.rows.value_or(0), *rows, &sum);
    sums.rows = overflow ? std::numeric_limits<std::int64_t>::max() : sum;
  }
  return sums;
}

std::string format_seconds(double seconds) {
  constexpr double minute = 60;
  constexpr double longest = 1e9;  // no script runs for thirty years; what a server says may be anything
  if (!(seconds >= minute && seconds < longest)) return fmt::format("{:.6g}s", seconds);
  return apps::format_duration(
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(seconds)));
}

}  // namespace dataarts::cli
