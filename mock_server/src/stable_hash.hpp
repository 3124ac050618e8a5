#ifndef DATAARTS_MOCK_STABLE_HASH_HPP
#define DATAARTS_MOCK_STABLE_HASH_HPP

#include "mix.hpp"

#include <cstdint>
#include <string_view>

namespace dataarts::mock {

/// FNV-1a: unlike std::hash it is the same everywhere, so that a seed means the same runs on every machine.
inline std::uint64_t stable_hash(std::uint64_t from, std::string_view text) noexcept {
  for (auto const c : text) from = (from ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return mix(from ^ text.size());
}

}  // namespace dataarts::mock

#endif
