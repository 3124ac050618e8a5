#ifndef DATAARTS_LOOK_REPORT_HPP
#define DATAARTS_LOOK_REPORT_HPP

#include <dataarts/failure.hpp>
#include <dataarts/script_instance.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dataarts {

/// What one look at a run saw, for `poll_options::on_look`. A look is one query, its repetitions included. The text and
/// the failure are views, valid until the callback returns.
struct look_report {
  std::uint64_t look = 0;              ///< 1 for the first look of a wait
  std::chrono::nanoseconds waited{0};  ///< since the wait began
  std::optional<run_status> status = {};
  std::string_view status_text = {};                     ///< the status as the service wrote it
  failure const* why = nullptr;                          ///< why there is no status; null if there is one
  std::optional<std::chrono::nanoseconds> next_in = {};  ///< until the next look; unset if the wait is over
};

}  // namespace dataarts

#endif
