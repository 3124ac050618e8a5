#ifndef DATAARTS_MOCK_MIX_HPP
#define DATAARTS_MOCK_MIX_HPP

#include <cstdint>

namespace dataarts::mock {

/// The finaliser of splitmix64: neighbouring numbers become unlike ones, and no two become the same.
constexpr std::uint64_t mix(std::uint64_t x) noexcept {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

}  // namespace dataarts::mock

#endif
