#ifndef DATAARTS_JSON_LINES_OBSERVER_HPP
#define DATAARTS_JSON_LINES_OBSERVER_HPP

#include <dataarts/observer.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string_view>

namespace dataarts {

/// What a `json_lines_observer` writes.
struct json_lines_options {
  /// A line for each attempt as well, before the line of its call.
  bool attempts = false;

  /// With the script, instance and workspace that a call asked for.
  bool names = false;

  /// Bytes of lines that wait for the sink, at most. Lines beyond are dropped and counted. At least 1.
  std::size_t max_queued = std::size_t{1024} * 1024;
};

/// Writes one JSON object a line for each call that ends; docs/observability.md lists the members.
///
/// A thread of the observer's own hands the lines to a sink as soon as it can: whatever has queued up by then at once,
/// so that a slow sink gets few large pieces. The client only formats the line and puts it into the queue, under a lock
/// that is never held during output; it never waits for the sink. When lines were dropped, a line that counts them
/// stands where they are missing. Several clients may share an observer.
class json_lines_observer final : public observer {
 public:
  /// Takes whole lines, one or more, each with its line break. Called by one thread at a time. If it throws, the lines
  /// that it was given count as dropped.
  using sink = std::function<void(std::string_view lines)>;

  /// Starts the thread. Throws `std::invalid_argument` for an empty sink or a `max_queued` of 0.
  explicit json_lines_observer(sink to, json_lines_options const& options = {});

  /// Writes to a file that outlives the observer, and flushes it after each piece.
  explicit json_lines_observer(std::FILE* to, json_lines_options const& options = {});

  /// The same for a stream, which nobody else uses meanwhile.
  explicit json_lines_observer(std::ostream& to, json_lines_options const& options = {});

  /// Writes what is queued and ends the thread.
  ~json_lines_observer() override;

  /// Returns when all lines queued before the call were given to the sink. Blocks; not from a hook or the sink.
  void flush();

  /// Lines that were not written, since the queue was full or the sink failed.
  std::uint64_t dropped() const;

  void call_ended(call_record const& record) noexcept override;
  void attempt_ended(attempt_record const& record) noexcept override;

 private:
  class writer;
  json_lines_options options_;
  std::unique_ptr<writer> writer_;
};

}  // namespace dataarts

#endif
