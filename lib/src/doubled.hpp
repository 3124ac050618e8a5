#ifndef DATAARTS_DOUBLED_HPP
#define DATAARTS_DOUBLED_HPP

#include <algorithm>
#include <chrono>

namespace dataarts {

/// `base * 2^times`, at most `longest`. Step by step, so that no shift overflows.
constexpr std::chrono::nanoseconds doubled(std::chrono::nanoseconds base, unsigned times,
                                           std::chrono::nanoseconds longest) noexcept {
  for (; times > 0 && base < longest; --times) base = base > longest / 2 ? longest : base * 2;
  return std::min(base, longest);
}

}  // namespace dataarts

#endif
