#ifndef DATAARTS_OBSERVE_TRACE_STATE_HPP
#define DATAARTS_OBSERVE_TRACE_STATE_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dataarts::observe {

/// Checks a value of `tracestate` (W3C Trace Context level 1, section 3.3) and makes it fit: empty members and blanks
/// around members go, and beyond `max_size` characters first members longer than 128 characters, then the last ones.
/// Nothing if it is not valid: a member that is none, a key that stands twice, more than `max_members` members.
std::optional<std::string> fit_trace_state(std::string_view value, std::size_t max_size, std::size_t max_members);

}  // namespace dataarts::observe

#endif
