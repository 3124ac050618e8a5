#ifndef DATAARTS_CLI_PROGRESS_DISPLAY_HPP
#define DATAARTS_CLI_PROGRESS_DISPLAY_HPP

#include "answer_run.hpp"
#include "output_stream.hpp"

#include <chrono>
#include <functional>
#include <string>

namespace dataarts::cli {

/// Shows how far a long run is, on standard error.
class progress_display {
 public:
  enum class style : unsigned char {
    none,
    redrawn,  ///< on a terminal: one line that changes, after a second
    lines,    ///< elsewhere: a line every 30 s, if something has changed
  };

  /// @param errors  standard error. Must outlive this.
  progress_display(apps::output_stream& errors, style how) noexcept : errors_(errors), style_(how) {}
  progress_display(progress_display const&) = delete;
  progress_display& operator=(progress_display const&) = delete;
  ~progress_display() { hide(); }

  /// Call it a few times per second.
  /// @param now  makes the text; called only if it is to be shown.
  void update(std::chrono::nanoseconds elapsed, std::function<progress_text()> const& now);

  /// Takes the redrawn line away, so that something else can be written; the next update shows it again.
  void hide();

  bool was_shown() const noexcept { return was_shown_; }

 private:
  void redraw(progress_text const& text);
  void add_line(std::chrono::nanoseconds elapsed, std::function<progress_text()> const& now);

  apps::output_stream& errors_;
  style style_;
  bool shown_ = false;
  bool was_shown_ = false;
  std::chrono::nanoseconds last_line_{0};
  std::string last_state_;
};

}  // namespace dataarts::cli

#endif
