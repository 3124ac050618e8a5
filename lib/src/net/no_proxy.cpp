#include "net/no_proxy.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <charconv>
#include <optional>
#include <string>

namespace dataarts::net {

namespace {

namespace ip = boost::asio::ip;

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool same_name(std::string_view a, std::string_view b) noexcept {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

std::optional<ip::address> to_address(std::string_view text) {
  boost::system::error_code error;
  auto const made = ip::make_address(std::string(text), error);
  return error ? std::nullopt : std::optional(made);
}

template <class Number>
std::optional<Number> to_number(std::string_view text, unsigned most) noexcept {
  unsigned value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value > most) return std::nullopt;
  return static_cast<Number>(value);
}

/// Takes ":PORT" from the end of a rule. Not from a bare IPv6 address, whose last group looks like one.
bool take_port(std::string_view& rule, std::optional<std::uint16_t>& port) noexcept {
  auto const colon = rule.rfind(':');
  auto const bracket = rule.rfind(']');
  bool const bare_v6 = bracket == rule.npos && colon != rule.find(':');
  if (colon == rule.npos || bare_v6 || (bracket != rule.npos && colon < bracket)) return true;
  port = to_number<std::uint16_t>(rule.substr(colon + 1), 65535);
  rule = rule.substr(0, colon);
  return port.has_value();
}

struct address_range {
  ip::address start;
  unsigned short bits;
};

std::optional<address_range> to_range(std::string_view rule) {
  auto const slash = rule.find('/');
  auto const start = to_address(rule.substr(0, slash));
  if (!start || slash == rule.npos) return std::nullopt;
  auto const bits = to_number<unsigned short>(rule.substr(slash + 1), start->is_v6() ? 128 : 32);
  if (!bits) return std::nullopt;
  return address_range{*start, *bits};
}

bool in_range(ip::address const& which, std::string_view rule) {
  auto const range = to_range(rule);
  if (!range || range->start.is_v6() != which.is_v6()) return false;
  auto const bits = range->bits;
  if (which.is_v4()) {
    return ip::network_v4(which.to_v4(), bits).canonical() == ip::network_v4(range->start.to_v4(), bits).canonical();
  }
  return ip::network_v6(which.to_v6(), bits).canonical() == ip::network_v6(range->start.to_v6(), bits).canonical();
}

bool matches_address(std::string_view rule, ip::address const& which) {
  if (rule.find('/') != rule.npos) return in_range(which, rule);
  auto const same = to_address(rule);
  return same && *same == which;
}

bool matches_name(std::string_view rule, std::string_view name) noexcept {
  if (rule.starts_with('.')) rule.remove_prefix(1);
  if (rule.ends_with('.')) rule.remove_suffix(1);
  if (rule.empty() || rule.size() > name.size()) return false;
  auto const before = name.size() - rule.size();
  return same_name(name.substr(before), rule) && (before == 0 || name[before - 1] == '.');
}

bool matches(std::string_view rule, std::string_view name, std::optional<ip::address> const& as_address,
             std::uint16_t port) {
  if (rule == "*") return true;
  std::optional<std::uint16_t> only;
  if (!take_port(rule, only) || (only && *only != port)) return false;
  if (rule == "*") return true;
  if (!as_address) return matches_name(rule, name);
  if (rule.starts_with('[') && rule.ends_with(']')) rule = rule.substr(1, rule.size() - 2);
  return matches_address(rule, *as_address);
}

bool is_readable(std::string_view rule) {
  std::optional<std::uint16_t> port;
  if (!take_port(rule, port)) return false;
  return rule.find('/') == rule.npos || to_range(rule);
}

/// Takes the first rule; empty between two separators.
std::string_view take_rule(std::string_view& rules) noexcept {
  auto const end = rules.find_first_of(", \t");
  auto const rule = rules.substr(0, end);
  rules.remove_prefix(end == rules.npos ? rules.size() : end + 1);
  return rule;
}

}  // namespace

bool is_exempt_from_proxy(std::string_view rules, std::string_view host, std::uint16_t port) {
  if (host.ends_with('.')) host.remove_suffix(1);
  auto const as_address = to_address(host);
  while (!rules.empty()) {
    auto const rule = take_rule(rules);
    if (!rule.empty() && matches(rule, host, as_address, port)) return true;
  }
  return false;
}

std::string_view unreadable_rule(std::string_view rules) {
  while (!rules.empty()) {
    auto const rule = take_rule(rules);
    if (!rule.empty() && !is_readable(rule)) return rule;
  }
  return {};
}

}  // namespace dataarts::net
