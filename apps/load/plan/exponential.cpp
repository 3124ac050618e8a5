#include "plan/exponential.hpp"

#include <cmath>

namespace dataarts::load {

double exponential(double x) noexcept {
  // The high part of ln 2 has so few bits that its product with the power is exact.
  constexpr double ln2_high = 0x1.62e42fee00000p-1;
  constexpr double ln2_low = 0x1.a39ef35793c76p-33;
  constexpr double per_ln2 = 0x1.71547652b82fep+0;
  auto const power = std::floor(x * per_ln2 + 0.5);
  auto const rest = (x - power * ln2_high) - power * ln2_low;
  double sum = 1;
  for (int n = 14; n >= 1; --n) sum = 1 + rest * sum / n;
  return std::ldexp(sum, static_cast<int>(power));
}

}  // namespace dataarts::load
