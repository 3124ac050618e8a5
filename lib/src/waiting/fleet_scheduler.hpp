#ifndef DATAARTS_WAITING_FLEET_SCHEDULER_HPP
#define DATAARTS_WAITING_FLEET_SCHEDULER_HPP

#include "waiting/due_queue.hpp"
#include "waiting/instance_table.hpp"
#include "waiting/learnt_script.hpp"
#include "waiting/request_pace.hpp"

#include <dataarts/clock.hpp>
#include <dataarts/fleet_options.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace dataarts::waiting {

/// Which of up to a million runs is looked at next, and when. Knows neither sockets nor a clock: time comes in, and
/// must not go back.
///
/// Each instance has a time at which a look is worth its price, from what is known about its script; the one that is
/// overdue for longest comes next. So none waits for longer than its gap and one sweep, the time that a look at every
/// instance takes.
///
/// If the rate cannot keep up with the gaps, looks come earlier as long as there is nothing better to do: one that
/// finds a run over brings all others forward.
///
/// Takes 16 bytes per instance, up to 14 in the queue, 12 per script, and 4 KiB for each of at most 4,096 scripts that
/// are learnt. Scripts beyond that, and those of few instances, are treated as one that nothing is known about.
class fleet_scheduler {
 public:
  using time_point = clock::time_point;
  using duration = clock::duration;
  using index_type = std::uint32_t;

  /// Options that `objection_to` has no objection to.
  fleet_scheduler(fleet_options const& options, time_point now);

  /// An instance to wait for. Its number is the count of those that were added before.
  /// @param script  a number for its script; numbers are used from 0 on.
  /// @param begun_now  the run was started just now; any other one may be over already, so the first look at one of an
  ///   unknown script is due at once.
  index_type add(std::uint32_t script, time_point now, bool begun_now = false);

  /// The instance to look at now, if any. Its look is under way until one of the next five functions tells its outcome.
  std::optional<index_type> take(time_point now);

  /// When to call `take` again: now or later; `time_point::max()` if not before another function was called.
  time_point next(time_point now) const noexcept;

  /// It is still going.
  void looked_not_terminal(index_type index, time_point now);

  /// It is over.
  /// @param run_time  how long the run took, if the answer says so.
  void ended(index_type index, time_point now, std::optional<duration> run_time);

  /// Nobody waits for it any more. Also for an instance whose look is not under way.
  void drop(index_type index);

  /// The look told nothing; the next one is not before `until`.
  void postpone(index_type index, time_point until);

  /// As `postpone`, for a failure that counts. The number of those in a row; a look that tells something ends the row.
  unsigned failed(index_type index, time_point until);

  /// The service refused a look: none begins for so long. To be followed by `postpone`.
  void throttled(time_point now, duration pause) noexcept { pace_.pause_until(now + pause); }

  /// Looks per second from now on; at most `fleet_options::max_rate`. Unset: that.
  void set_limit(std::optional<double> rate) noexcept;
  std::optional<double> limit() const noexcept { return pace_.limit(); }

  /// A number that the caller keeps with an instance; 0 at first.
  std::uint8_t mark(index_type index) const noexcept { return instances_[index].mark; }
  void set_mark(index_type index, std::uint8_t value) noexcept { instances_[index].mark = value; }

  /// Since it was added.
  duration age(index_type index, time_point now) const noexcept;

  /// When a look found it going; before the first one, when it was added.
  time_point last_look(index_type index) const noexcept;

  std::size_t added() const noexcept { return instances_.size(); }
  std::size_t left() const noexcept { return left_; }
  std::size_t under_way() const noexcept { return under_way_; }

  /// Bytes of instances, queue and scripts.
  std::size_t memory_size() const noexcept;

 private:
  /// What is kept of a script, learnt or not.
  struct script_state {
    std::uint32_t instances = 0;
    std::uint32_t learnt = none;
    std::uint8_t version = 0;
  };

  static constexpr std::uint32_t none = 0xFFFFFFFF;

  std::uint32_t tick_of(time_point when) const noexcept;
  std::uint32_t tick_from(time_point when) const noexcept;
  look_gaps const& gaps_of(instance_state const& which) const noexcept;
  std::uint32_t planned(instance_state const& which) const noexcept;
  learnt_script* learnt_of(instance_state const& which) noexcept;
  void enqueue(index_type index, std::uint32_t due);
  std::uint32_t worth_while(due_queue::entry first) const noexcept;
  void look_is_over(instance_state& which) noexcept;
  void learn(instance_state const& which, learnt_script& script);

  look_limits limits_;
  std::optional<float> fixed_gap_;
  std::optional<double> max_rate_;
  std::size_t concurrency_;
  time_point epoch_;

  instance_table instances_;
  due_queue queue_;
  std::vector<script_state> scripts_;
  std::vector<std::unique_ptr<learnt_script>> learnt_;
  look_gaps unknown_;
  request_pace pace_;
  std::size_t left_ = 0;
  std::size_t under_way_ = 0;
};

}  // namespace dataarts::waiting

#endif
