#include "auth/credential_keeper.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <ostream>

using namespace std::chrono_literals;
using dataarts::issued_credentials;
using dataarts::retry_options;
using dataarts::auth::credential_keeper;
using advice = credential_keeper::advice;
using trouble = credential_keeper::trouble;

namespace dataarts::auth {
std::ostream& operator<<(std::ostream& out, credential_keeper::advice what) { return out << static_cast<int>(what); }
}  // namespace dataarts::auth

BOOST_AUTO_TEST_SUITE(credential_keeper_suite)

namespace {

constexpr credential_keeper::time_point start{1000s};
constexpr dataarts::clock::wall_time wall{1'600'000'000s};
constexpr auto most_random = std::numeric_limits<std::uint64_t>::max();

issued_credentials living_for(std::chrono::seconds life) {
  issued_credentials made;
  made.expires_at = wall + life;
  return made;
}

}  // namespace

BOOST_AUTO_TEST_CASE(asks_once_and_uses_what_comes) {
  credential_keeper keeper((retry_options()));
  BOOST_TEST(keeper.ask(start) == advice::wait_and_renew);
  keeper.renewal_begins();
  BOOST_TEST(keeper.ask(start) == advice::wait);
  keeper.renewed({}, start, wall);
  BOOST_TEST(keeper.ask(start) == advice::use);
  BOOST_TEST(keeper.ask(start + 100h) == advice::use);
  BOOST_TEST(keeper.serial() == 1u);
}

BOOST_AUTO_TEST_CASE(long_lives_are_renewed_forty_minutes_before_their_end) {
  credential_keeper keeper((retry_options()));
  keeper.renewal_begins();
  keeper.renewed(living_for(24h), start, wall);
  BOOST_TEST(keeper.ask(start + 24h - 40min - 1ns) == advice::use);
  BOOST_TEST(keeper.ask(start + 24h - 40min) == advice::use_and_renew);
  keeper.renewal_begins();
  BOOST_TEST(keeper.ask(start + 24h - 31s) == advice::use);
  BOOST_TEST(keeper.ask(start + 24h - 30s) == advice::wait);
}

BOOST_AUTO_TEST_CASE(short_lives_are_renewed_in_their_last_quarter) {
  credential_keeper keeper((retry_options()));
  keeper.renewal_begins();
  keeper.renewed(living_for(100s), start, wall);
  BOOST_TEST(keeper.ask(start + 74s) == advice::use);
  BOOST_TEST(keeper.ask(start + 75s) == advice::use_and_renew);
  BOOST_TEST(keeper.ask(start + 89s) == advice::use_and_renew);
  BOOST_TEST(keeper.ask(start + 90s) == advice::wait_and_renew);
}

BOOST_AUTO_TEST_CASE(those_that_come_dead_are_not_asked_for_in_a_loop) {
  credential_keeper keeper((retry_options()));
  keeper.renewal_begins();
  keeper.renewed(living_for(-5s), start, wall);
  BOOST_TEST((keeper.ask(start) != advice::wait_and_renew && keeper.ask(start) != advice::use));
  BOOST_TEST(keeper.ask(start + 1s) == advice::wait_and_renew);
}

BOOST_AUTO_TEST_CASE(a_file_is_asked_again_while_its_token_is_used) {
  credential_keeper keeper((retry_options()));
  issued_credentials got;
  got.ask_again_after = 5s;
  keeper.renewed(got, start, wall);
  BOOST_TEST(keeper.ask(start + 4s) == advice::use);
  BOOST_TEST(keeper.ask(start + 5s) == advice::use_and_renew);
}

BOOST_AUTO_TEST_CASE(passing_trouble_is_waited_out_as_often_as_attempts_are_allowed) {
  retry_options options;
  options.max_attempts = 3;
  options.base_delay = 100ms;
  credential_keeper keeper(options);
  keeper.renewal_begins();
  keeper.renewal_failed(trouble::passing, start, most_random);
  BOOST_TEST(keeper.ask(start) == advice::wait);
  BOOST_TEST((keeper.next_try() - start == 100ms));
  BOOST_TEST(keeper.ask(start + 100ms) == advice::wait_and_renew);
  keeper.renewal_begins();
  keeper.renewal_failed(trouble::passing, start, most_random);
  BOOST_TEST((keeper.next_try() - start == 200ms));
  keeper.renewal_begins();
  keeper.renewal_failed(trouble::passing, start, most_random);
  BOOST_TEST(keeper.ask(start) == advice::give_up);
  BOOST_TEST((keeper.next_try() - start == 4s));
}

BOOST_AUTO_TEST_CASE(a_refusal_is_not_repeated_soon) {
  credential_keeper keeper((retry_options()));
  auto pause = 10s;
  for (int n = 0; n < 9; ++n) {
    keeper.renewal_begins();
    keeper.renewal_failed(trouble::forbidden, start, 0);
    BOOST_TEST(keeper.ask(start) == advice::give_up);
    BOOST_TEST((keeper.next_try() - start == std::min(pause, std::chrono::seconds(600))));
    pause *= 2;
  }
  keeper.renewal_begins();
  keeper.renewed({}, start, wall);
  keeper.refused(1);
  keeper.renewal_begins();
  keeper.renewal_failed(trouble::lasting, start, 0);
  BOOST_TEST((keeper.next_try() - start == 1s));
}

BOOST_AUTO_TEST_CASE(a_failed_renewal_leaves_what_is_good) {
  credential_keeper keeper((retry_options()));
  keeper.renewed(living_for(100s), start, wall);
  keeper.renewal_begins();
  keeper.renewal_failed(trouble::lasting, start + 80s, 0);
  BOOST_TEST(keeper.ask(start + 80s) == advice::use);
  BOOST_TEST(keeper.ask(start + 81s) == advice::use_and_renew);
}

BOOST_AUTO_TEST_CASE(only_the_present_ones_can_be_refused) {
  credential_keeper keeper((retry_options()));
  keeper.renewed({}, start, wall);
  keeper.renewed({}, start, wall);
  keeper.refused(1);
  BOOST_TEST(keeper.ask(start) == advice::use);
  keeper.refused(2);
  BOOST_TEST(keeper.ask(start) == advice::wait_and_renew);
}

BOOST_AUTO_TEST_SUITE_END()
