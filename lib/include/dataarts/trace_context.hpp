#ifndef DATAARTS_TRACE_CONTEXT_HPP
#define DATAARTS_TRACE_CONTEXT_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dataarts {

/// Identifies a trace; all zero is no trace.
using trace_id = std::array<std::uint8_t, 16>;

/// Identifies a span of a trace; all zero is no span.
using span_id = std::array<std::uint8_t, 8>;

/// True unless every byte is zero.
template <std::size_t Size>
bool is_set(std::array<std::uint8_t, Size> const& id) noexcept {
  return std::any_of(id.begin(), id.end(), [](std::uint8_t byte) { return byte != 0; });
}

/// Lower-case hexadecimal digits of a `trace_id` or `span_id`, as in `traceparent`.
template <std::size_t Size>
std::string to_hex(std::array<std::uint8_t, Size> const& id);

/// The trace that a call belongs to and the span that it is a part of: W3C Trace Context, level 1
/// (https://www.w3.org/TR/trace-context-1/). Given to a call by `call_options::trace`. A value type; does no I/O.
class trace_context {
 public:
  /// Characters of `tracestate` that are passed on, at most; section 3.3.1.5 of the recommendation.
  static constexpr std::size_t max_state_size = 512;
  /// Members of `tracestate`, at most; section 3.3.1.1.
  static constexpr std::size_t max_state_members = 32;

  /// @param trace  not all zero.
  /// @param parent  the caller's span. All zero: the call has none, and is the root of its trace.
  /// @param sampled  whether the caller records the trace.
  /// Throws `std::invalid_argument` if `trace` is all zero.
  explicit trace_context(trace_id const& trace, span_id const& parent = {}, bool sampled = true);

  /// Reads the header values of a request that came in. Nothing if `traceparent` is not valid: then, as the
  /// recommendation says, a new trace is begun. Versions after 00 are read as far as version 00 goes. A `tracestate`
  /// that is not valid is left out. Several headers of that name are joined with commas before.
  static std::optional<trace_context> parse(std::string_view traceparent, std::string_view tracestate = {});

  /// The value of the header `traceparent` for the caller's own span, e.g.
  /// "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".
  std::string traceparent() const;

  trace_id const& trace() const noexcept { return trace_; }
  span_id const& parent() const noexcept { return parent_; }
  bool sampled() const noexcept { return sampled_; }

  /// The value of `tracestate`, which is passed on; empty: none.
  std::string const& state() const noexcept { return state_; }

  /// The same with this `tracestate`, or without one if `value` is not valid. Of more than `max_state_size` characters
  /// members are left out: first those longer than 128 characters, then the last ones.
  trace_context with_state(std::string_view value) const;

  friend bool operator==(trace_context const&, trace_context const&) = default;

 private:
  trace_id trace_;
  span_id parent_;
  bool sampled_;
  std::string state_;
};

}  // namespace dataarts

#endif
