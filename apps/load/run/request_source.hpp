#ifndef DATAARTS_LOAD_RUN_REQUEST_SOURCE_HPP
#define DATAARTS_LOAD_RUN_REQUEST_SOURCE_HPP

#include "plan/look_times.hpp"

#include <dataarts/instance_ref.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

namespace dataarts::load {

/// Something that is to begin at an instant of the plan.
struct planned_request {
  std::uint64_t number = 0;        ///< over all threads and shards, from 0
  std::chrono::nanoseconds at{0};  ///< from the plan's start; closed loop: of no meaning
};

/// What one worker has to send. Used by one thread.
class request_source {
 public:
  request_source() = default;
  request_source(request_source const&) = delete;
  request_source& operator=(request_source const&) = delete;
  virtual ~request_source() = default;

  /// The next one, in the order of time; nothing at the end.
  virtual std::optional<planned_request> next() = 0;

  /// Whom a request asks.
  virtual instance_ref target(std::uint64_t number) const = 0;

  // Workload model.

  /// How long a run takes.
  virtual std::chrono::nanoseconds run_time(std::uint64_t number) const = 0;

  /// When it is looked at.
  virtual look_times looks(std::uint64_t number) const = 0;
};

}  // namespace dataarts::load

#endif
