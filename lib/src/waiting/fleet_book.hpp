#ifndef DATAARTS_WAITING_FLEET_BOOK_HPP
#define DATAARTS_WAITING_FLEET_BOOK_HPP

#include "waiting/fleet_scheduler.hpp"
#include "waiting/reference_store.hpp"

#include <dataarts/clock.hpp>
#include <dataarts/failure.hpp>
#include <dataarts/fleet_options.hpp>
#include <dataarts/fleet_progress.hpp>
#include <dataarts/instance_ref.hpp>
#include <dataarts/script_instance.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <unordered_map>

namespace dataarts::waiting {

/// What a wait for many runs knows, and what it makes of each look. Knows neither sockets nor a clock.
class fleet_book {
 public:
  using index_type = fleet_scheduler::index_type;

  fleet_book(fleet_options const& options, clock::time_point now);

  /// The wait begins now, and not when this was made.
  void begin(clock::time_point now);

  /// Another run to wait for. Its number is the count of those that were added before.
  index_type add(instance_ref const& ref, clock::time_point now);

  /// A run whose end is known already.
  index_type add_ended(instance_ref const& ref, script_instance const& answer, clock::time_point now);

  instance_ref ref(index_type index) const { return references_[index]; }
  std::size_t size() const noexcept { return references_.size(); }
  std::size_t left() const noexcept { return scheduler_.left(); }
  std::size_t under_way() const noexcept { return scheduler_.under_way(); }
  bool is_over(index_type index) const noexcept;

  /// As `fleet_scheduler::take` and `next`.
  std::optional<index_type> take(clock::time_point now) { return scheduler_.take(now); }
  clock::time_point next(clock::time_point now) const noexcept { return scheduler_.next(now); }

  /// Takes what a look came to. Gives what the wait for the run came to; nothing: there will be another look.
  std::optional<result<script_instance>> saw(index_type index, result<script_instance> const& outcome,
                                             clock::time_point now);

  /// Why no look can be expected to come to anything; no failure as long as there is hope.
  failure const& hopeless() const noexcept { return hopeless_; }

  /// The wait for a run ends before the run does: the same failure with what was seen last.
  failure give_up(index_type index, failure const& why, clock::time_point now);

  /// The rate limit of the client. 0: none.
  void set_rate(double requests_per_second);

  /// Begins a new interval for `looks_per_second`.
  fleet_progress report(clock::time_point now, bool all_read);
  fleet_progress progress(clock::time_point now, bool all_read) const;

 private:
  /// What was seen of an instance, in `fleet_scheduler::mark`.
  enum class seen : std::uint8_t { nothing, launching, running, unknown, over };

  seen seen_of(index_type index) const noexcept { return static_cast<seen>(scheduler_.mark(index)); }
  std::size_t& count_of(seen what) noexcept { return counts_[static_cast<std::size_t>(what)]; }
  void set_seen(index_type index, seen what) noexcept;
  std::optional<result<script_instance>> answered(index_type index, script_instance const& answer,
                                                  clock::time_point now);
  std::optional<result<script_instance>> refused(index_type index, failure const& why, clock::time_point now);
  void keep_refusal(index_type index, failure const& why);
  void slow_down(failure const& why, clock::time_point now);
  void lose_hope_if_all_fail(failure const& why);

  fleet_options options_;
  clock::time_point began_;
  reference_store references_;
  fleet_scheduler scheduler_;
  failure hopeless_;

  // The last look's refusal, by run, for those that run out of time. A bound, as the failures of a million would take
  // more than their runs.
  static constexpr std::size_t most_refusals = 1'000;
  std::unordered_map<index_type, failure> refusals_;
  std::size_t counts_[5] = {};  // by `seen`
  std::size_t finished_ = 0;
  std::size_t failed_ = 0;
  std::uint64_t looks_ = 0;
  std::size_t bad_in_a_row_ = 0;
  unsigned slowed_ = 0;  // in a row
  clock::time_point paused_until_ = clock::time_point::min();
  double rate_ = 0;

  // For reports.
  clock::time_point reported_at_;
  std::uint64_t reported_looks_ = 0;
  double looks_per_second_ = 0;
  std::uint64_t ends_seen_ = 0;  ///< without those that were known
  std::uint64_t reported_ends_ = 0;
  double ends_per_second_ = 0;
};

}  // namespace dataarts::waiting

#endif
