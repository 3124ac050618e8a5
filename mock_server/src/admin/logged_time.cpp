#include "admin/logged_time.hpp"

#include "admin/api_error.hpp"
#include "ascii.hpp"
#include "auth/timestamp.hpp"
#include "error_body.hpp"

#include <string>

namespace dataarts::mock::admin {

clock::wall_time parse_logged_time(std::string_view text) {
  auto const refuse = [&] {
    return api_error(400, "The time is '" + printable(text) + "'; it has to be such as 2026-01-15T08:30:00Z.");
  };
  std::string compact;
  std::string_view rest = text;
  for (; !rest.empty() && rest.front() != '.' && rest.front() != 'Z'; rest.remove_prefix(1)) {
    if (rest.front() != '-' && rest.front() != ':') compact += rest.front();
  }
  auto const date = auth::parse_sdk_date(compact + 'Z');
  if (!date || !rest.ends_with('Z') || text.size() < 20 || text[4] != '-' || text[13] != ':') throw refuse();
  clock::wall_time made(std::chrono::duration_cast<clock::duration>(date->time_since_epoch()));
  rest.remove_suffix(1);
  auto unit = std::chrono::nanoseconds(std::chrono::seconds(1));
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (!is_digit(rest[i])) throw refuse();
    unit /= 10;
    made += std::chrono::duration_cast<clock::duration>(unit * (rest[i] - '0'));
  }
  if (rest == ".") throw refuse();
  return made;
}

}  // namespace dataarts::mock::admin
