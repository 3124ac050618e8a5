#ifndef DATAARTS_MOCK_DEADLINE_QUEUE_HPP
#define DATAARTS_MOCK_DEADLINE_QUEUE_HPP

#include <dataarts/clock.hpp>

#include <boost/intrusive/set.hpp>

#include <functional>
#include <memory>
#include <optional>

namespace dataarts::mock {

/// The deadlines of many sessions on one alarm.
///
/// A session moves its deadline with every request, nearly always to a later time. That costs one store: the session
/// stays queued under the earlier time, and is queued anew only when that time has come.
class deadline_queue {
 public:
  using time_point = clock::time_point;

  class entry : public boost::intrusive::set_base_hook<> {
   public:
    /// Moved to no deadline while this runs.
    virtual void on_due(time_point now) = 0;

   protected:
    ~entry() = default;

   private:
    friend class deadline_queue;
    time_point due_ = time_point::max();
    time_point queued_at_ = time_point::max();  // the place in the queue; max: not queued
  };

  /// @param arm  sets the alarm that calls `on_alarm`
  explicit deadline_queue(std::function<void(time_point)> arm) : arm_(std::move(arm)) {}

  void set(entry& which, time_point due) {
    which.due_ = due;
    if (due < which.queued_at_) queue(which);
  }
  void remove(entry& which) noexcept;
  bool empty() const noexcept { return queue_.empty(); }

  /// Calls `on_due` of every entry whose deadline is reached, earliest first.
  void on_alarm(time_point now);

 private:
  struct earlier {
    bool operator()(entry const& a, entry const& b) const noexcept { return a.queued_at_ < b.queued_at_; }
  };

  void queue(entry& which);

  boost::intrusive::multiset<entry, boost::intrusive::compare<earlier>> queue_;
  std::function<void(time_point)> arm_;
  time_point armed_at_ = time_point::max();
};

}  // namespace dataarts::mock

#endif
