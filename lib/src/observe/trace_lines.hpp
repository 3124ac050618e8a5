#ifndef DATAARTS_OBSERVE_TRACE_LINES_HPP
#define DATAARTS_OBSERVE_TRACE_LINES_HPP

#include "observe/hex.hpp"

#include <dataarts/trace_context.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace dataarts::observe {

/// Characters of `traceparent` in version 00.
inline constexpr std::size_t traceparent_size = 55;

/// Appends the value of `traceparent`.
inline void append_traceparent(std::string& out, trace_id const& trace, span_id const& span, bool sampled) {
  out += "00-";
  append_hex(out, trace);
  out += '-';
  append_hex(out, span);
  out += sampled ? "-01" : "-00";
}

inline constexpr std::string_view traceparent_name = "traceparent: ";
inline constexpr std::string_view tracestate_name = "tracestate: ";

/// Bytes of the header lines of a trace.
inline std::size_t trace_lines_size(std::string_view state) noexcept {
  auto const state_line = state.empty() ? 0 : tracestate_name.size() + state.size() + 2;
  return traceparent_name.size() + traceparent_size + 2 + state_line;
}

/// Puts the header lines of a trace into a whole request, which ends in its blank line.
inline void add_trace_lines(std::string& request, trace_id const& trace, span_id const& span, bool sampled,
                            std::string_view state) {
  request.resize(request.size() - 2);
  request += traceparent_name;
  append_traceparent(request, trace, span, sampled);
  if (!state.empty()) request.append("\r\n").append(tracestate_name).append(state);
  request += "\r\n\r\n";
}

}  // namespace dataarts::observe

#endif
