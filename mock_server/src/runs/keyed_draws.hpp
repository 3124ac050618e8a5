#ifndef DATAARTS_MOCK_RUNS_KEYED_DRAWS_HPP
#define DATAARTS_MOCK_RUNS_KEYED_DRAWS_HPP

#include <dataarts/mock/step_time.hpp>

#include "runs/name_key.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dataarts::mock::runs {

/// The chance in one run: each draw is a function of seed, script, instance and what it is for, so that it does not
/// matter when and in which order draws are made.
class keyed_draws {
 public:
  keyed_draws(std::uint64_t seed, std::string_view script, std::string_view instance) noexcept;

  /// The time that the step of that number takes in this run.
  std::chrono::nanoseconds time(step_time const& of, std::size_t step) const noexcept;

  /// How long the answer to the nth query is held back in that step.
  std::chrono::nanoseconds latency(step_time const& of, std::size_t step, std::uint64_t nth) const noexcept;

  /// What draws about this run that are made elsewhere begin with.
  std::uint64_t key() const noexcept { return key_; }

  /// Whether this run is one of that share.
  bool among(double share) const noexcept;

 private:
  double uniform(std::uint64_t purpose) const noexcept;
  std::chrono::nanoseconds draw(step_time const& of, std::uint64_t first_purpose) const noexcept;

  std::uint64_t key_;
};

/// What makes the request ids of the answers about one run, or about one script, unlike all others. With it,
/// `mix(key + n)` is the request key of the nth answer.
std::uint64_t request_id_key(std::uint64_t seed, std::string_view session, name_view what) noexcept;

/// The id of the n-th run of a script, in the documented form: `a1ad-448a-9d56-4154193d49c5`.
std::string instance_id(std::uint64_t seed, std::string_view script, std::uint64_t nth);

/// The same as a number, 1 to 2^53 - 1: what every reader of JSON can hold.
std::uint64_t numeric_instance_id(std::uint64_t seed, std::string_view script, std::uint64_t nth) noexcept;

}  // namespace dataarts::mock::runs

#endif
