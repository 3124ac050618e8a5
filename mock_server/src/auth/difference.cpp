#include "auth/difference.hpp"

#include "ascii.hpp"

#include <algorithm>
#include <cstddef>

namespace dataarts::mock::auth {
namespace {

// Whether it is the line of a header that is a secret; nothing: no.
std::string_view secret_name(std::string_view line) {
  constexpr std::string_view secret[] = {
      "x-security-token:", "x-auth-token:", "x-subject-token:", "authorization:", "cookie:"};
  for (auto const name : secret) {
    if (line.starts_with(name)) return name;
  }
  return {};
}

std::string shown(std::string_view line) {
  if (auto const name = secret_name(line); !name.empty()) return std::string(name) + "...";
  constexpr std::size_t most = 512;
  std::string text(line.substr(0, most));
  std::replace_if(text.begin(), text.end(), is_control, '?');
  if (line.size() > most) text += "...";
  return text;
}

std::string_view take_line(std::string_view& text) {
  auto const end = text.find('\n');
  auto const line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

}  // namespace

std::string difference(std::string_view server, std::string_view signed_text) {
  std::string made;
  while (!server.empty() || !signed_text.empty()) {
    auto const ours = take_line(server);
    auto const theirs = take_line(signed_text);
    if (ours == theirs) continue;
    made.append(made.empty() ? "" : "\n").append("server: ").append(shown(ours));
    made.append("\nsigned: ").append(shown(theirs));
  }
  return made;
}

std::string without_secrets(std::string_view canonical) {
  std::string made;
  for (auto more = true; more;) {
    more = canonical.find('\n') != std::string_view::npos;
    auto const line = take_line(canonical);
    auto const name = secret_name(line);
    if (name.empty()) {
      auto const at = made.size();
      made += line;
      std::replace_if(made.begin() + static_cast<std::ptrdiff_t>(at), made.end(), is_control, '?');
    } else {
      made.append(name).append("...");
    }
    if (more) made += '\n';
  }
  return made;
}

}  // namespace dataarts::mock::auth
