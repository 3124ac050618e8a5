#ifndef DATAARTS_CLI_PROGRESS_DISPLAY_HPP
#define DATAARTS_CLI_PROGRESS_DISPLAY_HPP

#include "output_stream.hpp"
#include "progress_line.hpp"

#include <chrono>
#include <optional>

namespace dataarts::cli {

/// A line on standard error that shows how far a long run is; on a terminal only, and only after a second.
class progress_display {
 public:
  /// @param errors  standard error. Must outlive this.
  progress_display(output_stream& errors, bool enabled) noexcept : errors_(errors), enabled_(enabled) {}
  progress_display(progress_display const&) = delete;
  progress_display& operator=(progress_display const&) = delete;
  ~progress_display() { hide(); }

  /// Call it a few times per second.
  void update(std::chrono::nanoseconds elapsed, tally const& counted, std::optional<expected_total> total);

  /// Takes the line away, so that something else can be written; the next update shows it again.
  void hide();

  bool was_shown() const noexcept { return was_shown_; }

 private:
  output_stream& errors_;
  rate_meter rate_;
  bool enabled_;
  bool shown_ = false;
  bool was_shown_ = false;
};

}  // namespace dataarts::cli

#endif
