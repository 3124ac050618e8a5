#ifndef DATAARTS_CALL_OPTIONS_HPP
#define DATAARTS_CALL_OPTIONS_HPP

#include <dataarts/trace_context.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

namespace dataarts {

/// Options of one call. Each unset option takes its value from `client_config`.
class call_options {
 public:
  call_options() = default;

  /// The time for the whole call: waiting for a connection, connecting, sending, receiving and every repetition.
  /// Zero or less fails at once with `errc::deadline_exceeded`.
  call_options& timeout(std::chrono::nanoseconds value) noexcept {
    timeout_ = value;
    return *this;
  }
  std::optional<std::chrono::nanoseconds> timeout() const noexcept { return timeout_; }

  /// Takes an answer that came at most this long ago, if `sharing_options` keep answers, or waits for the answer of a
  /// call for the same instance that is under way and has a `max_age`, or shares requests, too. Zero or less asks the
  /// service in any case. Unset: as `sharing_options` say.
  call_options& max_age(std::chrono::nanoseconds value) noexcept {
    max_age_ = value;
    return *this;
  }
  std::optional<std::chrono::nanoseconds> max_age() const noexcept { return max_age_; }

  /// The trace that the call is a part of. The call is a span of it, each attempt a span below that one, whose id the
  /// request carries as `traceparent`; `tracestate` is passed on. The queries of a stream are spans beside each other.
  call_options& trace(trace_context value) {
    trace_ = std::make_shared<trace_context const>(std::move(value));
    return *this;
  }
  /// Null: none.
  trace_context const* trace() const noexcept { return trace_.get(); }
  std::shared_ptr<trace_context const> const& shared_trace() const noexcept { return trace_; }

 private:
  std::optional<std::chrono::nanoseconds> timeout_;
  std::optional<std::chrono::nanoseconds> max_age_;
  std::shared_ptr<trace_context const> trace_;
};

/// Options of `client::query_all`.
class query_all_options {
 public:
  query_all_options() = default;

  /// How many queries are under way, or answered and not yet taken, at once. At least 1; default 64.
  query_all_options& concurrency(std::size_t value) noexcept {
    concurrency_ = value;
    return *this;
  }
  std::size_t concurrency() const noexcept { return concurrency_; }

  /// Options of each query; its timeout counts from the moment that the query starts.
  query_all_options& each(call_options value) noexcept {
    each_ = std::move(value);
    return *this;
  }
  call_options const& each() const noexcept { return each_; }

 private:
  std::size_t concurrency_ = 64;
  call_options each_;
};

}  // namespace dataarts

#endif
