#ifndef DATAARTS_APPS_WRITE_PATIENCE_HPP
#define DATAARTS_APPS_WRITE_PATIENCE_HPP

#include <chrono>
#include <functional>
#include <optional>

namespace dataarts::apps {

/// How long the writes of a program wait for their readers: for ever; once the program is asked to end, for a grace
/// that all of them share, and after that not at all.
class write_patience {
 public:
  using time_point = std::chrono::steady_clock::time_point;

  /// @param stop_descriptor  is readable from the moment on in which the program is asked to end.
  /// @param now  the clock by which the grace is measured.
  explicit write_patience(int stop_descriptor, std::function<time_point()> now = std::chrono::steady_clock::now)
      : stop_descriptor_(stop_descriptor), now_(std::move(now)) {}

  /// Waits until a descriptor takes bytes, or has an error that a write would tell. False if the patience is at an end.
  bool wait_for(int descriptor);

  static constexpr std::chrono::milliseconds grace{1000};

 private:
  int milliseconds_left() const;

  int stop_descriptor_;
  std::function<time_point()> now_;
  std::optional<time_point> end_;  // of the grace, once it has begun
};

}  // namespace dataarts::apps

#endif
