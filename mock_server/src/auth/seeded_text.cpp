#include "auth/seeded_text.hpp"

#include "auth/digest.hpp"

#include <cstdint>
#include <random>

namespace dataarts::mock::auth {

std::string seeded_text(std::string_view source, std::size_t size) {
  static constexpr std::string_view characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  auto const mixed = sha256(source);
  std::uint64_t seed = 0;
  for (std::size_t i = 0; i < sizeof seed; ++i) seed = seed << 8 | mixed[i];
  std::mt19937_64 numbers(seed);  // its sequence is laid down by the standard
  std::string made;
  made.reserve(size);
  while (made.size() < size) made += characters[numbers() % characters.size()];
  return made;
}

}  // namespace dataarts::mock::auth
