#ifndef DATAARTS_VIRTUAL_CLOCK_HPP
#define DATAARTS_VIRTUAL_CLOCK_HPP

#include <dataarts/clock.hpp>
#include <dataarts/in_flight.hpp>

#include <boost/asio/post.hpp>

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace dataarts {

/// A clock that stands still until it is moved: by hand, or by `virtual_time.hpp` whenever nothing else can happen.
///
/// Alarms that come due are posted to their executors, in the order of their times; alarms of the same time fire in
/// the order in which they were armed.
class virtual_clock final : public clock, public std::enable_shared_from_this<virtual_clock> {
 public:
  /// Starts at the given time of day. Made by `std::make_shared` only, since alarms keep the clock alive.
  explicit virtual_clock(wall_time start = wall_time{std::chrono::seconds{1'577'836'800}}) : start_(start) {}

  time_point now() const noexcept override {
    std::lock_guard const lock(mutex_);
    return now_;
  }

  wall_time wall_now() const noexcept override {
    std::lock_guard const lock(mutex_);
    return start_ + std::chrono::duration_cast<wall_time::duration>(now_ - time_point{});
  }

  std::unique_ptr<alarm> make_alarm(boost::asio::any_io_executor executor, std::function<void()> on_fire) override {
    return std::make_unique<queued_alarm>(shared_from_this(), std::move(executor), std::move(on_fire));
  }

  std::shared_ptr<in_flight> flights() const override { return flights_; }

  /// Moves the time forward by `by` and fires every alarm that is due then.
  void advance(duration by) { advance_to(now() + by); }

  /// As `advance`, but stops at each alarm on the way, fires it and calls `settle` (which runs the context until
  /// nothing is ready), so that alarms armed by handlers fire in time.
  template <class Settle>
  void advance(duration by, Settle settle) {
    auto const end = now() + by;
    settle();
    for (auto due = next_alarm(); due && *due <= end; due = next_alarm()) {
      advance_to(*due);
      settle();
    }
    advance_to(end);
    settle();
  }

  /// The earliest armed time, if any alarm is armed.
  std::optional<time_point> next_alarm() const {
    std::lock_guard const lock(mutex_);
    if (queue_.empty()) return std::nullopt;
    return queue_.begin()->first.first;
  }

 private:
  using key = std::pair<time_point, std::uint64_t>;

  struct entry {
    boost::asio::any_io_executor executor;
    std::shared_ptr<std::function<void()>> on_fire;
  };

  class queued_alarm final : public alarm {
   public:
    queued_alarm(std::shared_ptr<virtual_clock> owner, boost::asio::any_io_executor executor,
                 std::function<void()> on_fire)
        : owner_(std::move(owner)),
          entry_{std::move(executor), std::make_shared<std::function<void()>>(std::move(on_fire))} {}
    ~queued_alarm() override { disarm(); }

    void arm(time_point at) override {
      std::lock_guard const lock(owner_->mutex_);
      if (armed_) owner_->queue_.erase(*armed_);
      armed_.reset();
      // Work is tracked as a real timer's is, so that a context with an armed alarm keeps running.
      auto tracked =
          entry{boost::asio::prefer(entry_.executor, boost::asio::execution::outstanding_work.tracked), entry_.on_fire};
      if (at <= owner_->now_) {
        boost::asio::post(tracked.executor, [callback = tracked.on_fire] { (*callback)(); });
        return;
      }
      armed_ = key{at, owner_->sequence_++};
      owner_->queue_.emplace(*armed_, std::move(tracked));
    }

    void disarm() noexcept override {
      std::lock_guard const lock(owner_->mutex_);
      if (armed_) owner_->queue_.erase(*armed_);
      armed_.reset();
    }

   private:
    std::shared_ptr<virtual_clock> owner_;
    entry entry_;
    std::optional<key> armed_;
  };

  void advance_to(time_point at) {
    std::lock_guard const lock(mutex_);
    if (at > now_) now_ = at;
    while (!queue_.empty() && queue_.begin()->first.first <= now_) {
      auto const due = std::move(queue_.begin()->second);
      queue_.erase(queue_.begin());
      boost::asio::post(due.executor, [callback = due.on_fire] { (*callback)(); });
    }
  }

  std::shared_ptr<in_flight> flights_ = std::make_shared<in_flight>();
  mutable std::mutex mutex_;
  wall_time start_;
  time_point now_{};
  std::uint64_t sequence_ = 0;
  std::map<key, entry> queue_;
};

}  // namespace dataarts

#endif
