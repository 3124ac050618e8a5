#ifndef DATAARTS_RANDOM_SHARE_HPP
#define DATAARTS_RANDOM_SHARE_HPP

#include <cstdint>
#include <limits>

namespace dataarts {

/// A number from 0 to 1, both included, from evenly distributed bits.
constexpr double random_share(std::uint64_t random) noexcept {
  return static_cast<double>(random) / static_cast<double>(std::numeric_limits<std::uint64_t>::max());
}

}  // namespace dataarts

#endif
