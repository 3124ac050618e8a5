#include "observe/trace_state.hpp"

#include <algorithm>
#include <vector>

namespace dataarts::observe {

namespace {

constexpr std::size_t longest_key = 256;
constexpr std::size_t longest_tenant = 241;
constexpr std::size_t longest_system = 14;
constexpr std::size_t longest_value = 256;
constexpr std::size_t long_member = 128;  ///< the first to go, section 3.3.1.5

bool is_lower(char c) noexcept { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool is_key_part(std::string_view text, std::size_t longest, bool may_begin_with_digit) noexcept {
  if (text.empty() || text.size() > longest) return false;
  if (!is_lower(text.front()) && !(may_begin_with_digit && is_digit(text.front()))) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_lower(c) || is_digit(c) || c == '_' || c == '-' || c == '*' || c == '/'; });
}

bool is_key(std::string_view text) noexcept {
  auto const at = text.find('@');
  if (at == text.npos) return is_key_part(text, longest_key, false);
  return is_key_part(text.substr(0, at), longest_tenant, true) &&
         is_key_part(text.substr(at + 1), longest_system, false);
}

bool is_value(std::string_view text) noexcept {
  if (text.empty() || text.size() > longest_value || text.back() == ' ') return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f && c != '='; });
}

std::string_view without_blanks(std::string_view text) noexcept {
  auto const first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::size_t joined_size(std::vector<std::string_view> const& members) noexcept {
  std::size_t size = 0;
  for (auto const each : members) size += each.size() + 1;
  return size == 0 ? 0 : size - 1;
}

}  // namespace

std::optional<std::string> fit_trace_state(std::string_view value, std::size_t max_size, std::size_t max_members) {
  std::vector<std::string_view> members;
  std::vector<std::string_view> keys;
  while (!value.empty()) {
    auto const comma = std::min(value.find(','), value.size());
    auto const member = without_blanks(value.substr(0, comma));
    value.remove_prefix(std::min(comma + 1, value.size()));
    if (member.empty()) continue;
    auto const equals = member.find('=');
    if (equals == member.npos) return std::nullopt;
    auto const key = member.substr(0, equals);
    if (!is_key(key) || !is_value(member.substr(equals + 1))) return std::nullopt;
    if (std::find(keys.begin(), keys.end(), key) != keys.end() || keys.size() == max_members) return std::nullopt;
    members.push_back(member);
    keys.push_back(key);
  }
  for (auto at = members.size(); at > 0 && joined_size(members) > max_size; --at) {
    if (members[at - 1].size() > long_member) members.erase(members.begin() + static_cast<std::ptrdiff_t>(at - 1));
  }
  while (joined_size(members) > max_size) members.pop_back();
  std::string text;
  for (auto const each : members) text.append(text.empty() ? "" : ",").append(each);
  return text;
}

}  // namespace dataarts::observe
