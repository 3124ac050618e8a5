#include "run/held_back.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(load_held_back)

namespace {

using namespace std::chrono_literals;
using dataarts::load::held_back;

dataarts::clock::time_point at(std::chrono::nanoseconds when) { return dataarts::clock::time_point(when); }

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_is_held_back_at_first) {
  held_back held;
  BOOST_TEST(!held.lasts_beyond(at(0s)));
  BOOST_TEST((held.take(at(10s)) == 0s));
}

BOOST_AUTO_TEST_CASE(each_piece_of_a_pause_is_counted_once) {
  held_back held;
  held.hold(at(500ms), 2s);
  BOOST_TEST((held.take(at(1s)) == 500ms));
  BOOST_TEST((held.take(at(2s)) == 1s));
  BOOST_TEST(held.lasts_beyond(at(2499ms)));
  BOOST_TEST(!held.lasts_beyond(at(2500ms)));
  BOOST_TEST((held.take(at(3s)) == 500ms));
  BOOST_TEST((held.take(at(4s)) == 0s));
}

BOOST_AUTO_TEST_CASE(pauses_that_overlap_are_one) {
  held_back held;
  held.hold(at(1s), 2s);
  held.hold(at(2s), 500ms);
  held.hold(at(2s), 3s);
  BOOST_TEST((held.take(at(9s)) == 4s));
}

BOOST_AUTO_TEST_CASE(several_pauses_before_one_look_add_up) {
  held_back held;
  held.hold(at(0s), 1s);
  held.hold(at(3s), 2s);
  held.hold(at(7s), 10s);
  BOOST_TEST((held.take(at(8s)) == 4s));
}

BOOST_AUTO_TEST_CASE(what_was_before_is_left_out) {
  held_back held;
  held.hold(at(1s), 5s);
  held.go_on(at(4s));
  BOOST_TEST((held.take(at(9s)) == 2s));
}

BOOST_AUTO_TEST_CASE(what_is_too_long_is_not_obeyed) {
  held_back held;
  held.hold(at(1s), std::chrono::nanoseconds(held_back::longest) + 1ns);
  BOOST_TEST(!held.lasts_beyond(at(1s)));
  BOOST_TEST((held.take(at(9s)) == 0s));
}

BOOST_AUTO_TEST_SUITE_END()
