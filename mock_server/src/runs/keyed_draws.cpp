#include "runs/keyed_draws.hpp"

#include "mix.hpp"
#include "stable_hash.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dataarts::mock::runs {
namespace {

std::uint64_t id_key(std::uint64_t seed, std::string_view script, std::uint64_t nth) noexcept {
  return mix(stable_hash(mix(seed), script) + nth);
}

}  // namespace

keyed_draws::keyed_draws(std::uint64_t seed, std::string_view script, std::string_view instance) noexcept
    : key_(stable_hash(stable_hash(mix(seed), script), instance)) {}

// Between 0 and 1, and never one of them.
double keyed_draws::uniform(std::uint64_t purpose) const noexcept {
  return (static_cast<double>(mix(key_ ^ mix(purpose)) >> 11) + 0.5) * 0x1p-53;
}

std::chrono::nanoseconds keyed_draws::draw(step_time const& of, std::uint64_t first_purpose) const noexcept {
  if (of.shape() == step_time::form::fixed) return of.first();
  auto const first = static_cast<double>(of.first().count());
  auto const second = static_cast<double>(of.second().count());
  auto const one = uniform(first_purpose);
  double drawn = 0;
  if (of.shape() == step_time::form::uniform) {
    drawn = first + one * (second - first);
  } else {
    constexpr double z_of_p99 = 2.3263478740408408;  // the 99th percentile of the standard normal distribution
    auto const sigma = std::log(second / first) / z_of_p99;
    auto const z = std::sqrt(-2 * std::log(one)) * std::cos(2 * std::numbers::pi * uniform(first_purpose + 1));
    drawn = first * std::exp(sigma * z);
  }
  return std::chrono::nanoseconds(std::llround(std::min(drawn, static_cast<double>(step_time::longest.count()))));
}

std::chrono::nanoseconds keyed_draws::time(step_time const& of, std::size_t step) const noexcept {
  return draw(of, 2 * step);
}

std::chrono::nanoseconds keyed_draws::latency(step_time const& of, std::size_t step, std::uint64_t nth) const noexcept {
  constexpr std::uint64_t far_from_times = 0x6c6174656e6379;
  return draw(of, mix(mix(far_from_times + step) + nth));
}

bool keyed_draws::among(double share) const noexcept {
  constexpr auto purpose = ~std::uint64_t{0};
  return share > 0 && uniform(purpose) < share;
}

std::uint64_t request_id_key(std::uint64_t seed, std::string_view session, name_view what) noexcept {
  auto made = mix(~seed);
  for (auto const part : {session, what.project, what.workspace, what.script, what.instance})
    made = stable_hash(made, part);
  return made;
}

std::string instance_id(std::uint64_t seed, std::string_view script, std::uint64_t nth) {
  constexpr char digits[] = "0123456789abcdef";
  auto const key = id_key(seed, script, nth);
  std::uint64_t const halves[] = {key, mix(key)};
  std::string made;
  for (unsigned i = 0; i < 24; ++i) {
    if (i == 4 || i == 8 || i == 12) made += '-';
    made += digits[(halves[i / 12] >> (4 * (i % 12))) & 15];
  }
  return made;
}

std::uint64_t numeric_instance_id(std::uint64_t seed, std::string_view script, std::uint64_t nth) noexcept {
  return std::max<std::uint64_t>(id_key(seed, script, nth) >> 11, 1);
}

}  // namespace dataarts::mock::runs
