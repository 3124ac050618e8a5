#ifndef DATAARTS_LOAD_RUN_FLIGHT_HPP
#define DATAARTS_LOAD_RUN_FLIGHT_HPP

#include <dataarts/clock.hpp>

#include <cstdint>

namespace dataarts::load {

/// What a request is for.
enum class flight_purpose : std::uint8_t {
  query,    ///< of the closed and the open loop
  execute,  ///< starts a run of the workload
  poll,     ///< looks at one
};

/// A planned request on its way. It stays where it is from `flight_recorder::begin` to `end`.
struct flight {
  clock::time_point planned;  ///< when it should begin
  bool warmup = false;        ///< planned during the warm-up: in no figure
  flight_purpose purpose = flight_purpose::query;
  std::uint64_t call = 0;   ///< number of the client's call
  clock::time_point began;  ///< when the client got it
  clock::time_point sent;   ///< when its last attempt was sent
  clock::time_point ended;
  bool was_sent = false;
  int http_status = 0;
};

}  // namespace dataarts::load

#endif
