#ifndef DATAARTS_MOCK_DATE_STAMP_HPP
#define DATAARTS_MOCK_DATE_STAMP_HPP

#include <dataarts/clock.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace dataarts::mock {

/// The value of the `Date` header, made anew once a second.
class date_stamp {
 public:
  static constexpr std::size_t size = 29;  // "Sun, 06 Nov 1994 08:49:37 GMT"

  explicit date_stamp(std::shared_ptr<clock> source) : clock_(std::move(source)) {}

  /// @param now  the clock's monotonic time
  std::string_view text(clock::time_point now) {
    if (now >= good_until_) refresh(now);
    return text_;
  }

 private:
  void refresh(clock::time_point now);

  std::shared_ptr<clock> clock_;
  clock::time_point good_until_ = clock::time_point::min();
  std::string text_;
};

/// In the form of RFC 9110, 5.6.7.
std::string http_date(clock::wall_time at);

}  // namespace dataarts::mock

#endif
