#ifndef DATAARTS_MOCK_SCENARIO_CONTENT_HASH_HPP
#define DATAARTS_MOCK_SCENARIO_CONTENT_HASH_HPP

#include <cstdint>
#include <string_view>

namespace dataarts::mock::scenarios {

/// FNV-1a of a text, going on from that of another one. Never 0.
inline std::uint64_t content_hash(std::string_view text, std::uint64_t before = 0xcbf29ce484222325) noexcept {
  for (auto const c : text) before = (before ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return before == 0 ? 1 : before;
}

}  // namespace dataarts::mock::scenarios

#endif
