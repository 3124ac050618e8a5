#include "wait_progress_line.hpp"

#include "progress_line.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

namespace dataarts::cli {
namespace {

// "120", "4.5", "0.02": as many digits as say something.
std::string rate_text(double rate) {
  constexpr double whole = 100;
  if (rate >= whole) return with_commas(static_cast<std::uint64_t>(std::llround(rate)));
  return fmt::format("{:.2g}", rate);
}

}  // namespace

progress_text wait_progress_line(fleet_progress const& now, double looks_per_second, tally const& counted) {
  progress_text made;
  made.state = fmt::format("{} of {}{} over", with_commas(now.instances - now.left), now.all_read ? "" : "~",
                           with_commas(now.instances));
  std::string counts;
  auto const append = [&](std::size_t count, std::string_view what) {
    if (count == 0) return;
    counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", with_commas(count), what);
  };
  append(now.running, "running");
  append(now.launching, "launching");
  append(now.unknown, "in another state");
  append(now.unseen, "not seen yet");
  append(now.finished, "finished");
  append(now.failed, "failed");
  append(static_cast<std::size_t>(counted.failed_calls()), counted.failed_calls() == 1 ? "error" : "errors");
  if (!counts.empty()) made.state += " · " + counts;

  made.pace = rate_text(looks_per_second) + (now.limit ? " of " + rate_text(*now.limit) : "") + " looks/s";
  if (now.time_left) made.pace += " · ~" + time_left_text(*now.time_left);
  return made;
}

}  // namespace dataarts::cli
