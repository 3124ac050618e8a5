#include "auth/difference.hpp"

#include "ascii.hpp"

#include <algorithm>

namespace dataarts::mock::auth {
namespace {

std::string shown(std::string_view line) {
  constexpr std::string_view secret[] = {
      "x-security-token:", "x-auth-token:", "x-subject-token:", "authorization:", "cookie:"};
  for (auto const name : secret) {
    if (line.starts_with(name)) return std::string(name) + "...";
  }
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

}  // namespace dataarts::mock::auth
