#include "auth/key_trial.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(key_trial_test)

using dataarts::auth::key_trial;

BOOST_AUTO_TEST_CASE(without_keys_there_is_nothing_to_prove) {
  key_trial const trial;
  BOOST_TEST(trial.may_send(1000));
  BOOST_TEST(!trial.trying());
  BOOST_TEST(!trial.stopped());
}

BOOST_AUTO_TEST_CASE(two_are_under_way_until_one_is_accepted) {
  key_trial trial;
  trial.begin(true);
  BOOST_TEST(trial.trying());
  BOOST_TEST(trial.may_send(0));
  BOOST_TEST(trial.may_send(1));
  BOOST_TEST(!trial.may_send(2));
  trial.accepted();
  BOOST_TEST(!trial.trying());
  BOOST_TEST(trial.may_send(1000));
}

BOOST_AUTO_TEST_CASE(a_refusal_counts_as_one_under_way) {
  key_trial trial;
  trial.begin(true);
  trial.refused();
  BOOST_TEST(trial.may_send(0));
  BOOST_TEST(!trial.may_send(1));
  trial.refused();
  BOOST_TEST(!trial.may_send(0));
  BOOST_TEST(trial.stopped());
}

BOOST_AUTO_TEST_CASE(refusals_are_counted_in_a_row) {
  key_trial trial;
  trial.begin(true);
  trial.refused();
  trial.accepted();
  trial.refused();
  BOOST_TEST(!trial.stopped());
  // They were good once and may have been withdrawn: they are on trial again.
  BOOST_TEST(trial.trying());
  BOOST_TEST(!trial.may_send(1));
}

BOOST_AUTO_TEST_CASE(an_answer_that_comes_late_does_not_start_it_again) {
  key_trial trial;
  trial.begin(true);
  trial.refused();
  trial.refused();
  trial.accepted();
  BOOST_TEST(trial.stopped());
  BOOST_TEST(!trial.may_send(0));
  trial.begin(true);
  BOOST_TEST(!trial.stopped());
  BOOST_TEST(trial.may_send(1));
}

BOOST_AUTO_TEST_CASE(without_care_any_number_is_sent_until_two_are_refused) {
  key_trial trial;
  trial.begin(false);
  BOOST_TEST(trial.may_send(1000));
  trial.refused();
  BOOST_TEST(trial.may_send(1000));
  trial.refused();
  BOOST_TEST(!trial.may_send(0));
}

BOOST_AUTO_TEST_SUITE_END()
