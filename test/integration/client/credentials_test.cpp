// Credentials that come from a source: asked for, kept, renewed, given up.

#include "authorized.hpp"

#include <dataarts/credential_sources.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(credentials_suite)

using namespace authorized;
using dataarts::condition;

BOOST_AUTO_TEST_CASE(one_renewal_serves_all_who_wait) {
  situation now([](std::string const&) { return good; });
  now.source->next = {now.token("first")};
  now.source->hold = true;
  client asking(now.context.get_executor(), now.config);
  auto calls = now.start(asking, 20);
  test::run_until(now.context, [&] { return now.source->asked > 0; });
  BOOST_TEST(asking.stats().calls_authorizing == 20u);
  BOOST_TEST(now.requests.empty());
  now.source->release();
  now.pass_until([&] { return test::all_done(calls); });
  for (auto& each : calls) BOOST_TEST(each.value().has_value());
  BOOST_TEST(now.source->asked == 1);
  BOOST_TEST(now.requests.size() == 20u);
  for (auto const& each : now.requests) BOOST_TEST(has_token(each, "first"));
}

BOOST_AUTO_TEST_CASE(calls_go_on_while_a_token_near_its_end_is_renewed) {
  situation now([](std::string const&) { return good; });
  now.source->next = {now.token("first", 24h), now.token("second", 48h)};
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.ask(asking).has_value());
  now.clock->advance(23h + 30min);
  now.source->hold = true;
  auto meanwhile = test::start(now.context, asking.query({"s", "i"}));
  test::run_until(now.context, [&] { return meanwhile.done(); });
  BOOST_TEST(meanwhile.value().has_value());
  BOOST_TEST(has_token(now.requests.back(), "first"));
  BOOST_TEST(now.source->asked == 2);
  now.source->release();
  test::run_until(now.context, [&] { return asking.stats().credential_renewals == 2; });
  BOOST_TEST(now.ask(asking).has_value());
  BOOST_TEST(has_token(now.requests.back(), "second"));
  BOOST_TEST(now.source->asked == 2);
  BOOST_TEST(now.source->most_at_once == 1);
}

BOOST_AUTO_TEST_CASE(calls_wait_for_a_new_token_once_the_old_one_has_ended) {
  situation now([](std::string const&) { return good; });
  now.source->next = {now.token("first", 1h), now.token("second", 48h)};
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.ask(asking).has_value());
  now.clock->advance(1h);
  BOOST_TEST(now.ask(asking).has_value());
  BOOST_TEST(has_token(now.requests.back(), "second"));
}

// Under a rate limit a call may wait for its turn longer than the credentials live that were there when it began.
BOOST_AUTO_TEST_CASE(calls_in_the_queue_are_sent_with_credentials_that_live) {
  situation now([](auto const&) { return good; });
  now.source->next = {now.token("T1", 100s), now.token("T2", 1000s)};
  now.config.throttle.requests_per_second = 0.02;
  now.config.call_timeout = 10h;
  client asking(now.context.get_executor(), now.config);
  auto calls = now.start(asking, 8);
  now.pass_until([&] { return test::all_done(calls); });
  for (auto& each : calls) BOOST_TEST(each.value().has_value());
  BOOST_TEST_REQUIRE(now.requests.size() == 8u);
  // At 0 and 50 seconds, and then from 100 on.
  for (std::size_t i = 0; i < 8; ++i) BOOST_TEST(holds(now.requests[i], i < 2 ? "Token: T1\r\n" : "Token: T2\r\n"), i);
  BOOST_TEST(asking.stats().retries == 0u);
}

BOOST_AUTO_TEST_CASE(calls_in_the_queue_end_when_no_credentials_are_to_be_had) {
  situation now([](auto const&) { return good; });
  now.source->next = {now.token("T1", 100s), failure(errc::unauthorized, {})};
  now.config.throttle.requests_per_second = 0.02;
  now.config.call_timeout = 10h;
  client asking(now.context.get_executor(), now.config);
  auto calls = now.start(asking, 8);
  now.pass_until([&] { return test::all_done(calls); });
  BOOST_TEST(now.requests.size() == 2u);
  for (std::size_t i = 2; i < 8; ++i) {
    BOOST_TEST((calls[i].value().error() == errc::credentials_missing), calls[i].value().error());
  }
}

BOOST_AUTO_TEST_CASE(calls_in_the_queue_end_when_the_new_token_is_too_large) {
  situation now([](auto const&) { return good; });
  now.source->next = {now.token("T1", 100s), now.token(std::string(5000, 'T'))};
  now.config.max_request_header = 4096;
  now.config.throttle.requests_per_second = 0.02;
  now.config.call_timeout = 10h;
  client asking(now.context.get_executor(), now.config);
  auto calls = now.start(asking, 8);
  now.pass_until([&] { return test::all_done(calls); });
  BOOST_TEST(now.requests.size() == 2u);
  for (std::size_t i = 2; i < 8; ++i) {
    BOOST_TEST((calls[i].value().error() == errc::request_too_large), calls[i].value().error());
  }
}

BOOST_AUTO_TEST_CASE(a_token_that_has_to_be_renewed_is_renewed_once) {
  situation now([](std::string const& request) {
    return has_token(request, "second") ? good : refused("APIGW.0307", "The token must be updated");
  });
  now.source->next = {now.token("first"), now.token("second")};
  client asking(now.context.get_executor(), now.config);
  auto const answer = now.ask(asking);
  BOOST_TEST(answer.has_value());
  BOOST_TEST(now.requests.size() == 2u);
  BOOST_TEST(now.source->asked == 2);
  BOOST_TEST(asking.stats().retries == 1u);
}

BOOST_AUTO_TEST_CASE(many_calls_with_the_same_bad_token_cause_one_renewal) {
  situation now([](std::string const& request) {
    return has_token(request, "second") ? good : refused("APIG.0307", "The token must be updated");
  });
  now.config.max_connections = 8;
  now.source->next = {now.token("first"), now.token("second")};
  client asking(now.context.get_executor(), now.config);
  auto calls = now.start(asking, 30);
  now.pass_until([&] { return test::all_done(calls); });
  for (auto& each : calls) BOOST_TEST(each.value().has_value());
  BOOST_TEST(now.source->asked == 2);
}

BOOST_AUTO_TEST_CASE(a_call_is_not_repeated_for_a_second_refusal) {
  situation now([](std::string const&) { return refused("APIGW.0307", "The token must be updated"); });
  now.source->next = {now.token("first")};
  client asking(now.context.get_executor(), now.config);
  auto const answer = now.ask(asking);
  BOOST_TEST_REQUIRE(answer.has_error());
  BOOST_TEST((answer.error() == errc::unauthorized));
  BOOST_TEST(answer.error().earlier_attempts().size() == 1u);
  BOOST_TEST(now.requests.size() == 2u);
}

BOOST_AUTO_TEST_CASE(other_refusals_of_a_token_renew_nothing) {
  situation now([](std::string const&) { return refused("APIGW.0301", "decrypt token fail"); });
  now.source->next = {now.token("first")};
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST((now.ask(asking).error() == errc::unauthorized));
  BOOST_TEST(now.source->asked == 1);
  BOOST_TEST(now.requests.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_source_that_fails_for_a_moment_is_asked_again) {
  situation now([](std::string const&) { return good; });
  now.config.retry.max_attempts = 3;
  now.source->next = {failed_with(503, errc::server_error), failure(errc::connect_failed), now.token("first")};
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.ask(asking).has_value());
  BOOST_TEST(now.source->asked == 3);
}

BOOST_AUTO_TEST_CASE(a_source_that_refuses_is_not_asked_again_soon) {
  situation now([](std::string const&) { return good; });
  now.config.retry.max_attempts = 3;
  now.source->next = {failed_with(401, errc::unauthorized)};
  client asking(now.context.get_executor(), now.config);
  for (int i = 0; i < 3; ++i) {
    auto const answer = now.ask(asking);
    BOOST_TEST_REQUIRE(answer.has_error());
    BOOST_TEST((answer.error() == errc::credentials_missing));
    BOOST_TEST((answer.error() == condition::unauthorized));
    BOOST_TEST((answer.error() != condition::transient));
    BOOST_TEST(holds(answer.error().message(), "vault: "));
  }
  BOOST_TEST(now.source->asked == 1);
  now.clock->advance(10s);
  BOOST_TEST(now.ask(asking).has_error());
  BOOST_TEST(now.source->asked == 2);
}

BOOST_AUTO_TEST_CASE(a_source_that_throws_has_failed) {
  situation now([](std::string const&) { return good; });
  now.source->throws = true;
  client asking(now.context.get_executor(), now.config);
  auto const answer = now.ask(asking);
  BOOST_TEST((answer.error() == errc::credentials_unavailable));
  BOOST_TEST(holds(answer.error().message(), "the vault is closed"));
}

BOOST_AUTO_TEST_CASE(a_failure_for_want_of_credentials_is_transient_only_if_the_source_may_have_some_later) {
  struct {
    failure problem;
    bool transient;
  } const cases[] = {
      {failure(errc::credentials_missing), false},       {failed_with(401, errc::unauthorized), false},
      {failed_with(400, errc::request_rejected), false}, {failure(errc::certificate_rejected), false},
      {failure(errc::credentials_unavailable), true},    {failure(errc::deadline_exceeded), true},
      {failed_with(503, errc::server_error), true},      {failure(errc::connect_failed), true},
  };
  for (auto const& each : cases) {
    situation now([](std::string const&) { return good; });
    now.config.retry.max_attempts = 1;
    now.source->next = {each.problem};
    client asking(now.context.get_executor(), now.config);
    auto const answer = now.ask(asking);
    BOOST_TEST_REQUIRE(answer.has_error());
    BOOST_TEST((answer.error() == condition::unauthorized), each.problem.message());
    BOOST_TEST((answer.error() == condition::transient) == each.transient, each.problem.message());
  }
}

BOOST_AUTO_TEST_CASE(sources_without_credentials_say_so_once) {
  situation now([](std::string const&) { return good; });
  now.config.auth_source = dataarts::chain_source(
      {dataarts::profile_source("/nowhere/a"), dataarts::chain_source({dataarts::token_file_source("/nowhere/b")})});
  client asking(now.context.get_executor(), now.config);
  auto const answer = now.ask(asking);
  BOOST_TEST((answer.error() == errc::credentials_missing));
  BOOST_TEST((answer.error() != condition::transient));
  BOOST_TEST(answer.error().message() ==
             "there are no credentials: one of profile file, one of token file: profile file: /nowhere/a cannot be "
             "opened: No such file or directory; one of token file: token file: /nowhere/b cannot be opened: No such "
             "file or directory");
}

BOOST_AUTO_TEST_CASE(deadlines_and_cancellation_hold_while_waiting_for_credentials) {
  situation now([](std::string const&) { return good; });
  now.source->next = {now.token("first")};
  now.source->hold = true;
  now.config.call_timeout = 3s;
  client asking(now.context.get_executor(), now.config);
  auto call = test::start(now.context, asking.query({"s", "i"}));
  test::run_until(now.context, [&] { return now.source->asked > 0; });
  now.clock->advance(3s);
  test::run_until(now.context, [&] { return call.done(); });
  BOOST_TEST((call.value().error() == errc::deadline_exceeded));
  BOOST_TEST(holds(call.value().error().message(), "waiting for credentials"));

  auto closed = test::start(now.context, asking.query({"s", "i"}));
  test::pass_events(now.context);
  asking.close();
  test::run_until(now.context, [&] { return closed.done() && now.source->at_once == 0; });
  BOOST_TEST((closed.value().error() == errc::client_closed));
}

BOOST_AUTO_TEST_CASE(a_token_that_a_request_id_repeats_is_hidden) {
  situation now(
      [](std::string const&) { return refused("APIGW.0301", "no", "X-Request-Id: made-up-token/0123456789=\r\n"); });
  now.source->next = {now.token("made-up-token/0123456789=")};
  client asking(now.context.get_executor(), now.config);
  auto const answer = now.ask(asking);
  BOOST_TEST_REQUIRE(answer.has_error());
  BOOST_TEST(!holds(answer.error().message(), "made-up-token"));
  now.respond = [](std::string const&) {
    return test::http_answer(R"({"headers":["made-up-token\/0123456789\u003d"]})", "400 Bad Request");
  };
  auto const escaped = now.ask(asking);
  BOOST_TEST(!holds(escaped.error().message(), "made-up-token"));
  BOOST_TEST(!holds(std::string(escaped.error().body()), "made-up-token"));
}

BOOST_AUTO_TEST_CASE(a_source_beside_credentials_is_refused) {
  situation now([](std::string const&) { return good; });
  now.config.auth = credentials::token("t");
  BOOST_CHECK_THROW(client(now.context.get_executor(), now.config), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_token_too_large_for_a_request_is_told) {
  situation now([](std::string const&) { return good; });
  now.config.max_request_header = 4096;
  now.source->next = {now.token(std::string(5000, 't'))};
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST((now.ask(asking).error() == errc::request_too_large));
}

BOOST_AUTO_TEST_SUITE_END()
