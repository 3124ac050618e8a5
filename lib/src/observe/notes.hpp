#ifndef DATAARTS_OBSERVE_NOTES_HPP
#define DATAARTS_OBSERVE_NOTES_HPP

#include "observe/trace_lines.hpp"

#include <dataarts/clock.hpp>
#include <dataarts/observer.hpp>
#include <dataarts/trace_context.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace dataarts::observe {

/// What a call keeps for its observer and its trace.
struct call_notes {
  clock::time_point queued{};  ///< since when it waits or pauses
  std::optional<clock::time_point> first_byte;
  clock::duration waited{};
  clock::duration paused{};
  std::uint64_t bytes_received = 0;
  std::shared_ptr<trace_context const> trace;  ///< null: it is not traced
  span_id own_span{};

  // The span of the attempt under way, as it was sent. Another call may have begun it, of another trace or of none.
  std::shared_ptr<trace_context const> attempt_trace;  ///< null: the attempt has no span
  span_id attempt_parent{};
  span_id attempt_span{};

  void begin_attempt_span(span_id const& made) {
    attempt_trace = trace;
    attempt_parent = own_span;
    attempt_span = made;
  }

  void forget_attempt_span() noexcept {
    attempt_trace.reset();
    attempt_parent = attempt_span = {};
  }

  /// The attempt under way was begun by another call.
  void take_attempt(call_notes const& from) {
    first_byte = from.first_byte;
    bytes_received = from.bytes_received;
    attempt_trace = from.attempt_trace;
    attempt_parent = from.attempt_parent;
    attempt_span = from.attempt_span;
  }

  /// Puts the header lines of the attempt's span into a whole request.
  void add_trace_lines(std::string& request) const {
    if (trace) observe::add_trace_lines(request, trace->trace(), attempt_span, trace->sampled(), trace->state());
  }

  /// Bytes of those lines.
  static std::size_t size_of_lines(std::shared_ptr<trace_context const> const& which) noexcept {
    return which ? trace_lines_size(which->state()) : 0;
  }

  span_context span_of_call() const noexcept {
    return {trace->trace(), own_span, trace->parent(), trace->sampled(), trace->state()};
  }
  span_context span_of_attempt() const noexcept {
    auto const& of = *attempt_trace;
    return {of.trace(), attempt_span, attempt_parent, of.sampled(), of.state()};
  }
};

/// What a connection keeps for the observer: when it came how far, and where it goes.
struct connection_notes {
  clock::time_point began{};
  std::optional<clock::time_point> resolved;
  std::optional<clock::time_point> connected;
  std::optional<clock::time_point> opened;
  std::string peer_address;
  std::uint16_t peer_port = 0;
  bool told = false;  ///< that it is closed
};

}  // namespace dataarts::observe

#endif
