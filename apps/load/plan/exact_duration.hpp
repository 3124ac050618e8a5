#ifndef DATAARTS_LOAD_PLAN_EXACT_DURATION_HPP
#define DATAARTS_LOAD_PLAN_EXACT_DURATION_HPP

#include <chrono>
#include <optional>
#include <string>

namespace dataarts::load {

/// A duration as `parse_duration` reads it, "1m30s", "250ms", and reads the same one: nothing if it has no such text,
/// since it is no whole number of microseconds, below 0, or longer than ten years.
std::optional<std::string> exact_duration(std::chrono::nanoseconds value);

/// The same for people: what has no exact text is told in nanoseconds, "1500ns".
std::string exact_duration_text(std::chrono::nanoseconds value);

}  // namespace dataarts::load

#endif
