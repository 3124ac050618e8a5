#include "auth/temporary_keys.hpp"

#include "ascii.hpp"
#include "auth/digest.hpp"
#include "auth/seeded_text.hpp"

#include <algorithm>
#include <chrono>

namespace dataarts::mock::auth {
namespace {

using std::chrono::seconds;

constexpr std::string_view access_beginning = "HST";
constexpr std::size_t counter_size = 8;
constexpr std::size_t seal_size = 5;
constexpr std::size_t access_size = 3 + 2 * counter_size + seal_size;
constexpr std::size_t secret_size = 40;
constexpr std::size_t security_token_size = 1'200;

std::string write_counter(std::uint32_t number) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string made(counter_size, '0');
  for (std::size_t i = 0; i < counter_size; ++i) made[i] = digits[(number >> (28 - 4 * i)) & 15];
  return made;
}

std::uint32_t read_counter(std::string_view text) {
  std::uint32_t number = 0;
  for (auto const c : text) number = number << 4 | static_cast<std::uint32_t>(hex_value(c));
  return number;
}

std::int64_t seconds_since_epoch(clock::wall_time at) {
  return std::chrono::floor<seconds>(at.time_since_epoch()).count();
}

}  // namespace

temporary_keys::temporary_keys(std::uint64_t seed) : source_("temporary key/" + std::to_string(seed) + '/') {}

temporary_keys::key temporary_keys::issue(clock::wall_time expires) {
  auto access = std::string(access_beginning) + write_counter(++issued_) +
                write_counter(static_cast<std::uint32_t>(seconds_since_epoch(expires)));
  access += checksum(access);
  return complete(std::move(access), std::chrono::floor<seconds>(expires));
}

std::optional<temporary_keys::key> temporary_keys::find(std::string_view access) const {
  if (access.size() != access_size || !access.starts_with(access_beginning)) return std::nullopt;
  auto const checked = access.substr(0, access_size - seal_size);
  if (checksum(checked) != access.substr(checked.size())) return std::nullopt;
  auto const number = read_counter(access.substr(access_beginning.size(), counter_size));
  std::int64_t expires = read_counter(access.substr(access_beginning.size() + counter_size, counter_size));
  if (number <= ended_) expires = std::min<std::int64_t>(expires, ended_at_);
  return complete(std::string(access), clock::wall_time(seconds(expires)));
}

void temporary_keys::expire_all(clock::wall_time now) noexcept {
  ended_at_ = seconds_since_epoch(now);
  ended_ = issued_.load();
}

temporary_keys::key temporary_keys::complete(std::string access, clock::wall_time expires) const {
  auto secret = seeded_text(source_ + "secret/" + access, secret_size);
  auto token = seeded_text(source_ + "token/" + access, security_token_size);
  return {{std::move(access), std::move(secret), std::move(token)}, expires};
}

std::string temporary_keys::checksum(std::string_view access) const {
  auto made = hex(sha256(source_ + std::string(access))).substr(0, seal_size);
  std::transform(made.begin(), made.end(), made.begin(),
                 [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c; });
  return made;
}

}  // namespace dataarts::mock::auth
