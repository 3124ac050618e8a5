#ifndef DATAARTS_CLOCK_HPP
#define DATAARTS_CLOCK_HPP

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <functional>
#include <memory>

namespace dataarts {

class in_flight;

/// Time as the client and the mock server see it: now, and an alarm.
///
/// Both take a clock so that a test can drive both on one virtual time (`virtual_clock.hpp`). All members may be
/// called from any thread.
class clock {
 public:
  using duration = std::chrono::steady_clock::duration;
  using time_point = std::chrono::steady_clock::time_point;
  using wall_time = std::chrono::system_clock::time_point;

  /// A one-shot alarm. Members are called by one thread at a time. The callback may still run once after
  /// `disarm`, a new `arm`, or destruction, if it was already on its way: it has to look at the time itself, and must
  /// not hold its owner by a plain pointer.
  class alarm {
   public:
    alarm() = default;
    alarm(alarm const&) = delete;
    alarm& operator=(alarm const&) = delete;
    virtual ~alarm() = default;

    /// Calls the callback, on the alarm's executor, when `at` is reached. Replaces an earlier time.
    virtual void arm(time_point at) = 0;
    virtual void disarm() noexcept = 0;
  };

  clock() = default;
  clock(clock const&) = delete;
  clock& operator=(clock const&) = delete;
  virtual ~clock() = default;

  /// Monotonic time.
  virtual time_point now() const noexcept = 0;

  /// Time of day, for `Date` headers, time stamps and expiry dates.
  virtual wall_time wall_now() const noexcept = 0;

  /// Makes an alarm, not yet armed. An armed alarm keeps the executor's context running.
  virtual std::unique_ptr<alarm> make_alarm(boost::asio::any_io_executor executor, std::function<void()> on_fire) = 0;

  /// Where clients and mock servers note what is on its way between them, so that time does not move under it. Asked
  /// for once by each. Null: this time goes by itself, and nobody notes anything.
  virtual std::shared_ptr<in_flight> flights() const { return nullptr; }
};

}  // namespace dataarts

#endif
