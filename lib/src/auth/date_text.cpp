#include "date_text.hpp"

#include <chrono>
#include <cstdio>

namespace dataarts::auth {

void assign_date(std::string& into, clock::wall_time at) {
  auto const second = std::chrono::floor<std::chrono::seconds>(at);
  auto const day = std::chrono::floor<std::chrono::days>(second);
  std::chrono::year_month_day const date(day);
  std::chrono::hh_mm_ss const time(second - day);
  // Larger than any date needs, so that the compiler sees that nothing is cut.
  char text[64];
  auto const size = std::snprintf(text, sizeof text, "%04d%02u%02uT%02d%02d%02dZ", static_cast<int>(date.year()),
                                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                                  static_cast<int>(time.seconds().count()));
  into.assign(text, static_cast<std::size_t>(size));
}

std::string date_text(clock::wall_time at) {
  std::string made;
  assign_date(made, at);
  return made;
}

}  // namespace dataarts::auth
