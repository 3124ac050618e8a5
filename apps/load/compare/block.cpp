#include "compare/block.hpp"

#include <algorithm>
#include <cmath>

namespace dataarts::load {

std::uint64_t block::answered() const noexcept {
  std::uint64_t sum = 0;
  for (auto const& each : latency) sum += each.count();
  return sum;
}

block block_of(measurement const& seen, double seconds, compared_latency which) {
  block made;
  made.seconds = seconds;
  made.ended = seen.judged();
  made.errors = seen.errors();
  if (auto const* const answers = seen.of(outcome::answered)) {
    made.latency.emplace_back(which == compared_latency::response ? answers->response : answers->service);
  }
  return made;
}

std::size_t block_length(std::size_t seconds) noexcept {
  constexpr std::size_t enough_blocks = 10;
  constexpr std::size_t most_blocks = 500;
  auto const root = static_cast<std::size_t>(std::cbrt(static_cast<double>(seconds)));
  auto const length = std::min(root, seconds / enough_blocks);
  return std::max({length, (seconds + most_blocks - 1) / most_blocks, std::size_t{1}});
}

std::vector<block> joined(std::span<block const> seconds, std::size_t length) {
  std::vector<block> made;
  for (std::size_t i = 0; i < seconds.size(); ++i) {
    if (i % length == 0) made.emplace_back();
    auto& to = made.back();
    to.seconds += seconds[i].seconds;
    to.ended += seconds[i].ended;
    to.errors += seconds[i].errors;
    to.latency.insert(to.latency.end(), seconds[i].latency.begin(), seconds[i].latency.end());
  }
  return made;
}

}  // namespace dataarts::load
