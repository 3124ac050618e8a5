#ifndef DATAARTS_LOAD_RUN_FLIGHT_RECORDER_HPP
#define DATAARTS_LOAD_RUN_FLIGHT_RECORDER_HPP

#include "measure/measurement.hpp"
#include "run/flight.hpp"
#include "run/held_back.hpp"

#include <dataarts/failure.hpp>
#include <dataarts/observer.hpp>

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace dataarts {
class script_instance;
}

namespace dataarts::load {

/// Turns what a client tells its observer, and what became of the calls, into a measurement. Everything on one thread.
///
/// Latencies come from the client's own instants: sending and the last byte, not when a coroutine came to its turn.
class flight_recorder final : public observer {
 public:
  /// @param obeys  the client holds its requests back when HTTP 429 comes with a `Retry-After`
  explicit flight_recorder(bool obeys);

  /// The client's next call, which has to be started at once, is this one.
  void begin(flight& what) noexcept { starting_ = &what; }

  /// The call of a flight completed.
  void end(flight& what, dataarts::result<script_instance> const& answer);

  /// The same for an operation without an answer of its own, such as the start of a run.
  void end(flight& what, failure const* why);

  /// It was never sent: too many were in flight.
  void drop(flight const& what);

  /// It is planned, whatever will become of it.
  void plan(flight const& what) noexcept {
    if (counts(what)) ++current_->planned;
  }

  std::uint64_t in_flight() const noexcept { return in_flight_; }
  std::uint64_t connections_open() const noexcept { return connections_open_; }
  runs_seen& runs() noexcept { return current_->runs; }

  /// Counts how long requests were held back, up to now.
  void count_held_back(clock::time_point now) noexcept;

  /// Does not count what was before.
  void begin_held_back(clock::time_point now) noexcept { held_back_.go_on(now); }

  /// From now on flights of the warm-up are left out.
  void leave_warmup() noexcept { measuring_ = true; }

  bool is_measuring() const noexcept { return measuring_; }

  /// They count again, until the next `leave_warmup`.
  void enter_warmup() noexcept { measuring_ = false; }

  /// Takes what was measured since the last time, and goes on with an empty measurement.
  std::unique_ptr<measurement> exchange(std::unique_ptr<measurement> empty) noexcept;

  bool wants_time_of_day() const noexcept override { return false; }
  void call_began(call_record const& record) noexcept override;
  void call_ended(call_record const& record) noexcept override;
  void attempt_began(attempt_record const& record) noexcept override;
  void attempt_ended(attempt_record const& record) noexcept override;
  void connection_opened(connection_record const& record) noexcept override;
  void connection_closed(connection_record const& record, close_reason why) noexcept override;
  void connection_failed(connection_record const& record, errc why) noexcept override;

 private:
  flight* find(std::uint64_t call) const noexcept {
    auto* const there = by_call_[call & (by_call_.size() - 1)];
    return there != nullptr && there->call == call ? there : nullptr;
  }
  void place(flight& what);
  void forget(flight const& what) noexcept;
  void note(flight& what, outcome became);
  bool counts(flight const& what) const noexcept { return !measuring_ || !what.warmup; }

  std::unique_ptr<measurement> current_;
  std::vector<flight*> by_call_;  // those in flight, by the lowest bits of the call's number; a power of two of places
  flight* starting_ = nullptr;
  std::uint64_t in_flight_ = 0;
  std::uint64_t connections_open_ = 0;
  held_back held_back_;
  std::bitset<outcome_count> told_;  // classes of which the first failure was kept
  bool obeys_;
  bool measuring_ = false;
};

}  // namespace dataarts::load

#endif
