#include "authority.hpp"

#include "ascii.hpp"

#include <algorithm>
#include <array>

#include <arpa/inet.h>

namespace dataarts::mock {
namespace {

bool is_ipv6(std::string_view text) noexcept {
  std::array<char, INET6_ADDRSTRLEN> terminated{};
  if (text.size() >= terminated.size() || text.find('\0') != std::string_view::npos) return false;
  std::copy(text.begin(), text.end(), terminated.begin());
  in6_addr ignored;
  return ::inet_pton(AF_INET6, terminated.data(), &ignored) == 1;
}

// The letters of a name: unreserved and sub-delims of RFC 3986.
bool is_name_char(char c) noexcept {
  static constexpr auto table = [] {
    std::array<bool, 256> made{};
    for (char each :
         std::string_view("-._~!$&'()*+,;=0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
      made[static_cast<unsigned char>(each)] = true;
    }
    return made;
  }();
  return table[static_cast<unsigned char>(c)];
}

bool is_name(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_name_char(text[i])) continue;
    if (text[i] != '%' || text.size() - i < 3 || hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0) return false;
    i += 2;
  }
  return true;
}

}  // namespace

std::optional<authority> parse_authority(std::string_view text) noexcept {
  authority made;
  if (text.starts_with('[')) {
    auto const end = text.find(']');
    if (end == std::string_view::npos || !is_ipv6(text.substr(1, end - 1))) return std::nullopt;
    made.host = text.substr(0, end + 1);
  } else {
    made.host = text.substr(0, text.find(':'));
    if (!is_name(made.host)) return std::nullopt;
  }
  auto const rest = text.substr(made.host.size());
  if (rest.empty()) return made;
  made.port = rest.substr(1);
  if (rest.front() != ':' || !std::all_of(made.port.begin(), made.port.end(), is_digit)) return std::nullopt;
  return made;
}

}  // namespace dataarts::mock
