#include "auth/token_mint.hpp"

#include "ascii.hpp"
#include "auth/digest.hpp"
#include "auth/seeded_text.hpp"

#include <algorithm>
#include <chrono>

namespace dataarts::mock::auth {
namespace {

using std::chrono::microseconds;

// As tokens of the service begin.
constexpr std::string_view beginning = "MII";
constexpr std::size_t number_size = 16;
constexpr std::size_t checksum_size = 64;

std::string write(std::uint64_t number) {
  constexpr char digits[] = "0123456789abcdef";
  std::string made(number_size, '0');
  for (std::size_t i = 0; i < number_size; ++i) made[i] = digits[(number >> (60 - 4 * i)) & 15];
  return made;
}

std::uint64_t read(std::string_view text) {
  std::uint64_t number = 0;
  for (auto const c : text) number = number << 4 | static_cast<std::uint64_t>(hex_value(c));
  return number;
}

std::int64_t since_epoch(clock::wall_time at) {
  return std::chrono::floor<microseconds>(at.time_since_epoch()).count();
}

}  // namespace

token_mint::token_mint(std::uint64_t seed, std::string_view purpose, std::size_t size)
    : key_(hex(sha256(std::string(purpose) + '/' + std::to_string(seed)))), size_(size) {}

std::string token_mint::issue(clock::wall_time expires) {
  auto made = std::string(beginning) + write(++issued_) + write(static_cast<std::uint64_t>(since_epoch(expires)));
  made += seeded_text(key_ + made, size_ - made.size() - checksum_size);
  return made + checksum(made);
}

token_mint::finding token_mint::find(std::string_view token, clock::wall_time now) const {
  if (token.size() != size_) return {};
  auto const signed_part = token.substr(0, size_ - checksum_size);
  if (!same_secret(checksum(signed_part), token.substr(signed_part.size()))) return {};
  auto const number = read(token.substr(beginning.size(), number_size));
  auto expires = static_cast<std::int64_t>(read(token.substr(beginning.size() + number_size, number_size)));
  if (number <= ended_) expires = std::min<std::int64_t>(expires, ended_at_);
  auto const end = clock::wall_time(std::chrono::duration_cast<clock::wall_time::duration>(microseconds(expires)));
  return {now < end ? state::good : state::expired, end};
}

void token_mint::expire_all(clock::wall_time now) noexcept {
  ended_at_ = since_epoch(now);
  ended_ = issued_.load();
}

std::string token_mint::checksum(std::string_view token) const { return hex(hmac_sha256(key_, token)); }

}  // namespace dataarts::mock::auth
