#include "progress_display.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>

#include <unistd.h>

namespace dataarts::cli {

BOOST_AUTO_TEST_SUITE(progress_displays)

namespace {

using namespace std::chrono_literals;

// A pipe in the place of standard error.
class caught_errors {
 public:
  caught_errors() { BOOST_REQUIRE(::pipe(ends_.data()) == 0); }
  caught_errors(caught_errors const&) = delete;
  caught_errors& operator=(caught_errors const&) = delete;
  ~caught_errors() {
    for (auto const end : ends_) ::close(end);
  }

  int descriptor() const { return ends_[1]; }

  std::string text() const {
    // So that there is something to read.
    BOOST_REQUIRE(::write(ends_[1], "|", 1) == 1);
    std::array<char, 4096> piece;
    auto const count = ::read(ends_[0], piece.data(), piece.size());
    return {piece.data(), static_cast<std::size_t>(count - 1)};
  }

 private:
  std::array<int, 2> ends_{};
};

BOOST_AUTO_TEST_CASE(a_line_is_redrawn_after_a_second_and_taken_away) {
  caught_errors const errors;
  apps::output_stream out(errors.descriptor());
  progress_display display(out, progress_display::style::redrawn);
  auto const now = [] { return progress_text{"1 of 3", "5/s"}; };
  display.update(900ms, now);
  BOOST_TEST(errors.text() == "");
  BOOST_TEST(!display.was_shown());
  display.update(1100ms, now);
  BOOST_TEST(errors.text() == "\r\x1b[K1 of 3 · 5/s");
  display.hide();
  display.hide();
  BOOST_TEST(errors.text() == "\r\x1b[K");
  BOOST_TEST(display.was_shown());
}

BOOST_AUTO_TEST_CASE(lines_come_every_30_s_if_something_changed) {
  caught_errors const errors;
  apps::output_stream out(errors.descriptor());
  progress_display display(out, progress_display::style::lines);
  std::string state = "1 of 3";
  auto const at = [&](std::chrono::nanoseconds elapsed) {
    display.update(elapsed, [&] { return progress_text{state, "5/s"}; });
    return errors.text();
  };
  BOOST_TEST(at(1s) == "");
  BOOST_TEST(at(29s) == "");
  BOOST_TEST(!display.was_shown());
  BOOST_TEST(at(30s) == "1 of 3 · 5/s\n");
  state = "2 of 3";
  BOOST_TEST(at(59s) == "");
  BOOST_TEST(at(60s) == "2 of 3 · 5/s\n");
  BOOST_TEST(at(95s) == "");
  state = "3 of 3";
  BOOST_TEST(at(96s) == "3 of 3 · 5/s\n");
  display.hide();
  BOOST_TEST(errors.text() == "");
}

BOOST_AUTO_TEST_CASE(nothing_where_it_is_not_wanted) {
  caught_errors const errors;
  apps::output_stream out(errors.descriptor());
  progress_display display(out, progress_display::style::none);
  display.update(1h, [] { return progress_text{"1 of 3", {}}; });
  BOOST_TEST(errors.text() == "");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli
