#include "waiting/option_checks.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cmath>
#include <limits>
#include <string>

BOOST_AUTO_TEST_SUITE(option_checks_test)

using dataarts::fleet_options;
using dataarts::poll_options;
using dataarts::waiting::objection_to;
using namespace std::chrono_literals;

namespace {

/// The name of the option that is refused; "none" if all are good.
template <class Options>
std::string refused(Options const& options) {
  auto const objection = objection_to(options);
  return objection ? objection->substr(0, objection->find(':')) : "none";
}

}  // namespace

BOOST_AUTO_TEST_CASE(defaults_are_good) {
  BOOST_TEST(refused(poll_options()) == "none");
  BOOST_TEST(refused(fleet_options()) == "none");
}

BOOST_AUTO_TEST_CASE(poll_options_name_what_is_wrong) {
  BOOST_TEST(refused(poll_options().initial_delay(-1ns)) == "initial_delay");
  BOOST_TEST(refused(poll_options().initial_delay(0ns)) == "none");
  BOOST_TEST(refused(poll_options().interval(0ns)) == "interval");
  BOOST_TEST(refused(poll_options().interval(24h * 365 * 11)) == "interval");
  BOOST_TEST(refused(poll_options().growth(-0.1)) == "growth");
  BOOST_TEST(refused(poll_options().growth(std::nan(""))) == "growth");
  BOOST_TEST(refused(poll_options().max_interval(4s)) == "max_interval");
  BOOST_TEST(refused(poll_options().interval(1h)) == "none");
  BOOST_TEST(refused(poll_options().jitter(1.01)) == "jitter");
  BOOST_TEST(refused(poll_options().deadline(0ns)) == "deadline");
  BOOST_TEST(refused(poll_options().not_found_grace(-1s)) == "not_found_grace");
  BOOST_TEST(refused(poll_options().max_failures(0)) == "max_failures");
}

BOOST_AUTO_TEST_CASE(fleet_options_name_what_is_wrong) {
  BOOST_TEST(refused(fleet_options().concurrency(0)) == "concurrency");
  BOOST_TEST(refused(fleet_options().max_rate(0)) == "max_rate");
  BOOST_TEST(refused(fleet_options().max_rate(std::numeric_limits<double>::infinity())) == "max_rate");
  BOOST_TEST(refused(fleet_options().deadline(-1s)) == "deadline");
  BOOST_TEST(refused(fleet_options().not_found_grace(-1s)) == "not_found_grace");
  BOOST_TEST(refused(fleet_options().max_failures(0)) == "max_failures");
  BOOST_TEST(refused(fleet_options().max_failures(256)) == "max_failures");
  BOOST_TEST(refused(fleet_options().min_interval(1ms)) == "min_interval");
  BOOST_TEST(refused(fleet_options().max_interval(500ms)) == "max_interval");
  BOOST_TEST(refused(fleet_options().max_interval(25h)) == "max_interval");
  BOOST_TEST(refused(fleet_options().price(0s)) == "price");
  BOOST_TEST(refused(fleet_options().fixed_interval(0s)) == "fixed_interval");
  BOOST_TEST(refused(fleet_options().progress_interval(0s)) == "progress_interval");
}

BOOST_AUTO_TEST_CASE(objections_say_what_would_be_right) {
  BOOST_TEST(objection_to(fleet_options().price(0s)).value() == "price: has to be 1 ms to 24 h");
  BOOST_TEST(objection_to(poll_options().max_failures(0)).value() == "max_failures: is 0, it has to be at least 1");
}

BOOST_AUTO_TEST_SUITE_END()
