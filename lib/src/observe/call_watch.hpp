#ifndef DATAARTS_OBSERVE_CALL_WATCH_HPP
#define DATAARTS_OBSERVE_CALL_WATCH_HPP

#include "observe/span_ids.hpp"

#include <dataarts/clock.hpp>
#include <dataarts/failure.hpp>
#include <dataarts/observer.hpp>
#include <dataarts/script_instance.hpp>

#include <cstddef>
#include <memory>
#include <string>

namespace dataarts {

class engine;
class call_options;
struct call;

namespace http {
class connection;
}

namespace observe {

struct call_notes;

/// Tells the observer of a client what the engine and its connections do, and makes the spans of traced calls. All
/// members are called with the engine's lock held. Without an observer each is one branch.
class call_watch {
 public:
  explicit call_watch(engine const& owner) noexcept : engine_(owner) {}

  /// Before anything else.
  void tell(std::shared_ptr<observer> who) {
    observer_ = std::move(who);
    tells_time_of_day_ = observer_ && observer_->wants_time_of_day();
  }

  // Calls. The traced ones are looked after even if nobody is told. `now` is the instant at which the engine acts: what
  // it does next may go by the same one, and must not begin before this has ended.

  void call_began(call& which, call_options const& options);
  void attempt_began(http::connection const& which, call& what) {
    if (observer_ || is_traced(what)) begin_attempt(which, what);
  }
  void received(call& which, std::size_t size, clock::time_point now) {
    if (observer_) note_received(which, size, now);
  }
  void attempt_ended(http::connection const& which, call& what, result<script_instance> const& outcome,
                     clock::time_point now) {
    if (observer_) end_attempt(&which, what, outcome, now);
  }
  /// There was no connection for it.
  void attempt_failed(http::connection const& which, call& what, errc why, clock::time_point now) {
    if (observer_) fail_attempt(&which, what, why, now);
  }
  void pause_ended(call& which, clock::time_point now) {
    if (observer_) end_pause(which, now);
  }
  /// The call is about to end, wherever it is.
  void interrupted(call& which, errc why, clock::time_point now) {
    if (observer_) interrupt(which, why, now);
  }
  /// The call is about to end. Its heir has its exchange already, and goes on in its place, which it has not left yet,
  /// or after an attempt that has ended.
  void handed_over(call& from, call& heir, clock::time_point now);
  void call_ended(call& which, result<script_instance> const& outcome, clock::time_point now) {
    if (observer_) end_call(which, outcome, now);
  }

  // Connections.

  void opening(http::connection& which) {
    if (observer_) note_opening(which);
  }
  void resolved(http::connection& which) {
    if (observer_) note_resolved(which);
  }
  void connected(http::connection& which, int socket) {
    if (observer_) note_connected(which, socket);
  }
  void opened(http::connection& which, clock::time_point now) {
    if (observer_) tell_opened(which, now);
  }
  void open_failed(http::connection& which, errc why, clock::time_point now) {
    if (observer_) tell_failed(which, why, now);
  }
  /// It is dropped, in whatever state.
  void closed(http::connection& which, close_reason why) {
    if (observer_) tell_closed(which, why);
  }
  /// As `closed`, for one that grew too old or was idle for too long.
  void expired(http::connection& which) {
    if (observer_) tell_expired(which);
  }

  /// Why a connection is closed that had this outcome and may not be used again.
  static close_reason reason_after(result<script_instance> const& outcome) noexcept;

  // The rate limit.

  void limiter_moved(double rate, bool refused) {
    if (observer_ && rate != rate_) tell_rate(rate, refused);
  }

 private:
  static bool is_traced(call const& which) noexcept;
  void begin_span(call_notes& notes);
  void begin_attempt(http::connection const& which, call& what);
  static void note_received(call& which, std::size_t size, clock::time_point now);
  void end_attempt(http::connection const* which, call& what, result<script_instance> const& outcome,
                   clock::time_point now);
  void fail_attempt(http::connection const* which, call& what, errc why, clock::time_point now);
  static void end_pause(call& which, clock::time_point now);
  void interrupt(call& which, errc why, clock::time_point now);
  static void share_out(call& from, call& heir, clock::time_point now);
  void end_call(call& which, result<script_instance> const& outcome, clock::time_point now);
  void note_opening(http::connection& which);
  void note_resolved(http::connection& which);
  void note_connected(http::connection& which, int socket);
  void tell_opened(http::connection& which, clock::time_point now);
  void tell_failed(http::connection& which, errc why, clock::time_point now);
  void tell_closed(http::connection& which, close_reason why);
  void tell_expired(http::connection& which);
  void tell_rate(double rate, bool refused);

  clock::wall_time time_of_day(clock::time_point when) const;
  attempt_record record_of(call const& which, clock::time_point now) const;
  call_record whole_record_of(call const& which, clock::time_point now) const;
  connection_record record_of(http::connection const& which, clock::time_point now) const;
  std::string_view without_secrets(std::string& room, std::string_view text) const;
  template <class Record>
  void describe(Record& record, call const& which, result<script_instance> const& outcome);

  engine const& engine_;
  std::shared_ptr<observer> observer_;
  std::unique_ptr<span_ids> ids_;  ///< made with the first traced call
  bool tells_time_of_day_ = false;
  double rate_ = 0;
  std::string service_code_;  ///< room, used again
  std::string request_id_;
};

}  // namespace observe

}  // namespace dataarts

#endif
