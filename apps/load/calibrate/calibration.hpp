#ifndef DATAARTS_LOAD_CALIBRATE_CALIBRATION_HPP
#define DATAARTS_LOAD_CALIBRATE_CALIBRATION_HPP

#include "calibrate/machine_use.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace dataarts::load {

/// Some percentiles, in nanoseconds.
struct floor_percentiles {
  std::int64_t p50 = 0, p99 = 0, p999 = 0;
};

/// An open loop at one rate.
struct rate_floor {
  double rate = 0;      ///< planned requests per second
  double answered = 0;  ///< share of those planned that could be answered within the step, and were
  floor_percentiles lag;
};

/// What this machine and this program add by themselves: no figure of a service can be better.
struct calibration {
  std::size_t connections = 0;          ///< of the closed loop
  double answers_per_second = 0;        ///< closed loop
  double cpu_per_request = 0;           ///< ns of the generator, without the mock server's
  std::vector<rate_floor> rates;        ///< open loop
  floor_percentiles response, service;  ///< closed loop of one connection
  std::int64_t lowest = 0;              ///< of these response times
  machine_use machine;

  /// With one core for the generator alone.
  double answers_per_core() const noexcept;
};

struct calibration_settings {
  std::size_t connections = 64;
  std::vector<double> rates{1000, 5000, 20'000, 50'000};
  std::chrono::nanoseconds step = std::chrono::seconds(2);  ///< of each of the measurements
  std::chrono::nanoseconds warmup = std::chrono::milliseconds(300);
};

/// Measures, one after another, against a mock server in this process. Blocks until it is done. `progress` is told what
/// begins. Throws as `local_mock` and `load_run`, and `std::runtime_error` if the mock server could not be asked.
calibration calibrate(calibration_settings const& settings, std::function<void(std::string_view)> const& progress);

}  // namespace dataarts::load

#endif
