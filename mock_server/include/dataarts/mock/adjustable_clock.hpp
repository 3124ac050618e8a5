#ifndef DATAARTS_MOCK_ADJUSTABLE_CLOCK_HPP
#define DATAARTS_MOCK_ADJUSTABLE_CLOCK_HPP

#include <dataarts/clock.hpp>

#include <atomic>
#include <cstdint>
#include <memory>

namespace dataarts::mock {

/// A clock that goes with another one, or stands still until it is moved. It can be told to do the one or the other at
/// any time, and never goes back.
///
/// All members may be called from any thread; `now` and `wall_now` take no lock. Made by `std::make_shared` only, since
/// alarms keep the clock alive.
class adjustable_clock final : public clock, public std::enable_shared_from_this<adjustable_clock> {
 public:
  /// Goes with `followed`, and shows its time of day until it is moved for the first time.
  /// @param followed  null: the machine's clock
  explicit adjustable_clock(std::shared_ptr<clock> followed = nullptr);

  /// Stands still at that time of day. Once resumed it goes with `followed`.
  explicit adjustable_clock(wall_time start, std::shared_ptr<clock> followed = nullptr);
  ~adjustable_clock() override;

  time_point now() const noexcept override;
  wall_time wall_now() const noexcept override;

  /// An alarm comes due when this clock reaches its time, by going there or by being moved.
  std::unique_ptr<alarm> make_alarm(boost::asio::any_io_executor executor, std::function<void()> on_fire) override;

  /// Moves the time forward at once, whether it stands still or not. Alarms that are due then are posted to their
  /// executors, in the order of their times. Throws `std::invalid_argument` when `by` is negative or when the clock
  /// would have been moved by more than 100 years in all.
  void advance(duration by);

  /// Nothing happens when it stands still already, or goes already.
  void freeze();
  void resume();
  bool frozen() const noexcept;

  /// How far this clock has come since it was made.
  duration elapsed() const noexcept { return now() - began_; }

 private:
  class following_alarm;
  class queue;

  void set(duration::rep stands_at, duration::rep offset) noexcept;

  std::shared_ptr<clock> followed_;
  time_point began_;
  wall_time wall_began_;
  // Readers try again while these two change, which the version says: it is odd meanwhile.
  std::atomic<std::uint64_t> version_{0};
  std::atomic<duration::rep> offset_{0};  // to the followed clock, while it goes
  std::atomic<duration::rep> stands_at_;  // while it stands still
  std::shared_ptr<queue> queue_;
};

}  // namespace dataarts::mock

#endif
