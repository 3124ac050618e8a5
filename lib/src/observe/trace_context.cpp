#include <dataarts/trace_context.hpp>

#include "observe/hex.hpp"
#include "observe/trace_lines.hpp"
#include "observe/trace_state.hpp"

#include <stdexcept>
#include <utility>

namespace dataarts {

namespace {

// Where the parts of "00-<trace>-<parent>-<flags>" begin.
constexpr std::size_t trace_at = 3;
constexpr std::size_t parent_at = 36;
constexpr std::size_t flags_at = 53;
constexpr std::uint8_t sampled_flag = 1;

}  // namespace

template <std::size_t Size>
std::string to_hex(std::array<std::uint8_t, Size> const& id) {
  std::string text;
  text.reserve(2 * Size);
  observe::append_hex(text, id);
  return text;
}

template std::string to_hex(trace_id const& id);
template std::string to_hex(span_id const& id);

trace_context::trace_context(trace_id const& trace, span_id const& parent, bool sampled)
    : trace_(trace), parent_(parent), sampled_(sampled) {
  if (!is_set(trace)) throw std::invalid_argument("trace: the trace id is all zero, which is no trace");
}

std::optional<trace_context> trace_context::parse(std::string_view traceparent, std::string_view tracestate) {
  std::array<std::uint8_t, 1> version{};
  std::array<std::uint8_t, 1> flags{};
  trace_id trace{};
  span_id parent{};
  if (traceparent.size() < observe::traceparent_size) return std::nullopt;
  for (auto const dash : {trace_at, parent_at, flags_at}) {
    if (traceparent[dash - 1] != '-') return std::nullopt;
  }
  if (!observe::read_hex(traceparent.substr(0, 2), version) || version[0] == 0xff) return std::nullopt;
  if (traceparent.size() > observe::traceparent_size &&
      (version[0] == 0 || traceparent[observe::traceparent_size] != '-')) {
    return std::nullopt;
  }
  if (!observe::read_hex(traceparent.substr(trace_at, 2 * trace.size()), trace) || !is_set(trace)) return std::nullopt;
  if (!observe::read_hex(traceparent.substr(parent_at, 2 * parent.size()), parent) || !is_set(parent)) {
    return std::nullopt;
  }
  if (!observe::read_hex(traceparent.substr(flags_at, 2), flags)) return std::nullopt;
  trace_context const made(trace, parent, (flags[0] & sampled_flag) != 0);
  return made.with_state(tracestate);
}

std::string trace_context::traceparent() const {
  std::string text;
  observe::append_traceparent(text, trace_, parent_, sampled_);
  return text;
}

trace_context trace_context::with_state(std::string_view value) const {
  auto made = *this;
  made.state_ = observe::fit_trace_state(value, max_state_size, max_state_members).value_or(std::string());
  return made;
}

}  // namespace dataarts
