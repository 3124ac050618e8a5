#include "plan/target_choice.hpp"

#include "plan/exponential.hpp"
#include "plan/fixed_log.hpp"

#include <algorithm>
#include <utility>

namespace dataarts::load {
namespace {

double zipf_weight(std::size_t place, double exponent) noexcept {
  return exponential(-exponent * ln_of(static_cast<std::uint64_t>(place) + 1));
}

// From the smallest on, so that little is lost.
double zipf_sum(std::size_t count, double exponent) noexcept {
  double sum = 0;
  for (auto place = count; place-- > 0;) sum += zipf_weight(place, exponent);
  return sum;
}

}  // namespace

target_choice::target_choice(target_order order, std::size_t count, std::uint64_t seed, double exponent)
    : order_(order), count_(count), random_(seed, keyed_random::purpose::targets) {
  if (order == target_order::zipf) {
    table_ = std::make_shared<std::vector<slot> const>(make_table(count, exponent));
  }
}

// Vose's way to fill it: what has too little takes the rest of its place from what has too much. Weights fall with the
// place, so those with too much come first, and one pass from both ends finds the pairs. What is left at the end fills
// its own place, but for rounding.
std::vector<target_choice::slot> target_choice::make_table(std::size_t count, double exponent) {
  constexpr double whole = 0x1p32;
  std::vector<slot> table(count);
  for (std::size_t place = 0; place < count; ++place) table[place] = {UINT32_MAX, static_cast<std::uint32_t>(place)};
  auto const scale = static_cast<double>(count) / zipf_sum(count, exponent);
  auto const weight = [&](std::size_t place) { return zipf_weight(place, exponent) * scale; };
  auto const share = [&](std::size_t place, double own, std::size_t other) {
    table[place] = {static_cast<std::uint32_t>(std::clamp(own * whole, 0.0, whole - 1)),
                    static_cast<std::uint32_t>(other)};
  };
  std::size_t giver = 0;
  auto left = weight(0);  // of the giver, what it has not given yet
  for (auto poor = count - 1; poor > giver; --poor) {
    auto const own = weight(poor);
    if (own >= 1) break;
    share(poor, own, giver);
    left -= 1 - own;
    // A giver that has become poor itself takes from the next one, at once.
    for (; left < 1 && giver + 1 < poor; ++giver) {
      share(giver, left, giver + 1);
      left += weight(giver + 1) - 1;
    }
  }
  return table;
}

std::vector<double> target_shares(target_order order, std::size_t count, double exponent, std::size_t first) {
  std::vector<double> shares(std::min(count, first), 1.0 / static_cast<double>(count));
  if (order == target_order::zipf) {
    auto const sum = zipf_sum(count, exponent);
    for (std::size_t i = 0; i < shares.size(); ++i) shares[i] = zipf_weight(i, exponent) / sum;
  }
  return shares;
}

}  // namespace dataarts::load
