#include "credentials/profile_text.hpp"

#include "credentials/source_failure.hpp"

#include <array>
#include <cstddef>
#include <string>

namespace dataarts {

namespace {

std::string_view trimmed(std::string_view text) noexcept {
  constexpr std::string_view blanks = " \t\r";
  auto const begin = text.find_first_not_of(blanks);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

struct entry {
  std::string_view name;
  std::string_view value = {};
  bool given = false;
};

}  // namespace

result<issued_credentials> read_profile(std::string_view text) {
  std::array<entry, 4> entries{{{"ak"}, {"sk"}, {"security_token"}, {"idp_id"}}};
  bool in_basic = false;
  bool had_basic = false;
  std::size_t number = 0;
  while (!text.empty()) {
    auto const end = text.find('\n');
    auto const line = trimmed(text.substr(0, end));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    ++number;
    if (line.empty() || line.front() == '#' || line.front() == ';') continue;
    auto const at = [&] { return "line " + std::to_string(number); };
    if (line.front() == '[') {
      if (line.back() != ']') return no_credentials(at() + ": a section has to end with ']'");
      in_basic = trimmed(line.substr(1, line.size() - 2)) == "basic";
      had_basic = had_basic || in_basic;
      continue;
    }
    auto const equals = line.find('=');
    if (equals == line.npos) return no_credentials(at() + ": expected name = value, or [section]");
    if (!in_basic) continue;
    auto const name = trimmed(line.substr(0, equals));
    for (auto& each : entries) {
      if (each.name != name) continue;
      if (each.given) return no_credentials(at() + ": " + std::string(name) + " stands there twice");
      each.given = true;
      each.value = trimmed(line.substr(equals + 1));
    }
  }
  if (!had_basic) return no_credentials("has no section [basic]");
  auto const& [access, secret, security_token, provider] = entries;
  if (access.value.empty() && secret.value.empty() && !provider.value.empty()) {
    return no_credentials("names an identity provider (idp_id), which is not supported; expected ak and sk");
  }
  for (auto const& each : {access, secret}) {
    if (each.value.empty()) return no_credentials("section [basic] has no " + std::string(each.name));
  }
  issued_credentials made;
  made.value =
      credentials::keys(std::string(access.value), std::string(secret.value), std::string(security_token.value));
  return made;
}

}  // namespace dataarts
