#ifndef DATAARTS_TEST_SOAK_RANDOM_HPP
#define DATAARTS_TEST_SOAK_RANDOM_HPP

#include <cstdint>

namespace soak {

/// A good mixture of 64 bits (the finaliser of SplitMix64): what is decided by it does not depend on the order in which
/// it is asked.
constexpr std::uint64_t mixed(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15;
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111eb;
  return value ^ (value >> 31U);
}

}  // namespace soak

#endif
