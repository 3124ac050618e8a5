#include "date_stamp.hpp"

#include <cstdio>
#include <iterator>

namespace dataarts::mock {

std::string http_date(clock::wall_time at) {
  static constexpr char const* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr char const* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  auto const day = std::chrono::floor<std::chrono::days>(at);
  std::chrono::year_month_day const date(day);
  std::chrono::hh_mm_ss const time(std::chrono::floor<std::chrono::seconds>(at - day));
  char text[64];
  auto const length = std::snprintf(text, std::size(text), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                                    days[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                                    months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                                    static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                                    static_cast<int>(time.seconds().count()));
  return {text, static_cast<std::size_t>(length)};
}

void date_stamp::refresh(clock::time_point now) {
  auto const wall = clock_->wall_now();
  text_ = http_date(wall);
  auto const into_second = wall - std::chrono::floor<std::chrono::seconds>(wall);
  good_until_ = now + (std::chrono::seconds(1) - std::chrono::duration_cast<clock::duration>(into_second));
}

}  // namespace dataarts::mock
