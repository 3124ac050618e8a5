// Signatures that are refused: few are sent, and the client stops by itself.

#include "authorized.hpp"

#include <algorithm>
#include <string>

BOOST_AUTO_TEST_SUITE(signatures_suite)

using namespace authorized;

BOOST_AUTO_TEST_CASE(two_refused_signatures_in_a_row_stop_the_client) {
  situation now([](std::string const&) { return refused("APIGW.0301", "verify aksk signature fail"); });
  now.config.auth_source = nullptr;
  now.config.auth = credentials::keys("AK", "made-up-secret-key");
  now.config.max_connections = 8;
  client asking(now.context.get_executor(), now.config);
  auto calls = now.start(asking, 50);
  now.pass_until([&] { return test::all_done(calls); });
  BOOST_TEST(now.requests.size() == 2u);
  auto const count = [&](errc code) {
    return std::count_if(calls.begin(), calls.end(), [&](auto& each) { return each.value().error() == code; });
  };
  BOOST_TEST(count(errc::unauthorized) == 2);
  BOOST_TEST(count(errc::credentials_refused) == 48);
  now.clock->advance(10h);
  auto const later = now.ask(asking);
  BOOST_TEST((later.error() == errc::credentials_refused));
  BOOST_TEST(holds(later.error().message(), "APIGW.0301: verify aksk signature fail"));
  BOOST_TEST(now.requests.size() == 2u);
}

BOOST_AUTO_TEST_CASE(an_accepted_signature_lets_all_others_go) {
  situation now([](std::string const&) { return good; });
  now.config.auth_source = nullptr;
  now.config.auth = credentials::keys("AK", "made-up-secret-key");
  now.config.max_connections = 8;
  client asking(now.context.get_executor(), now.config);
  auto calls = now.start(asking, 50);
  now.pass_until([&] { return test::all_done(calls); });
  for (auto& each : calls) BOOST_TEST(each.value().has_value());
  BOOST_TEST(now.requests.size() == 50u);
}

BOOST_AUTO_TEST_CASE(keys_that_need_no_proof_are_used_at_once) {
  situation now([](std::string const&) { return good; });
  now.config.auth_source = nullptr;
  now.config.auth = credentials::keys("AK", "made-up-secret-key");
  now.config.signing.prove_keys = false;
  now.config.max_connections = 8;
  client asking(now.context.get_executor(), now.config);
  auto calls = now.start(asking, 8);
  test::run_until(now.context, [&] { return asking.stats().calls_in_exchange == 8u; });
  now.pass_until([&] { return test::all_done(calls); });
}

BOOST_AUTO_TEST_CASE(refusals_that_are_not_in_a_row_stop_nothing) {
  int n = 0;
  situation now([&n](std::string const&) { return ++n % 2 == 0 ? good : refused("APIGW.0301", "no"); });
  now.config.auth_source = nullptr;
  now.config.auth = credentials::keys("AK", "made-up-secret-key");
  client asking(now.context.get_executor(), now.config);
  for (int i = 0; i < 10; ++i) BOOST_TEST(now.ask(asking).has_value() == (i % 2 == 1));
}

BOOST_AUTO_TEST_CASE(refused_keys_are_replaced_by_others_of_the_source) {
  situation now([](std::string const& request) {
    return holds(request, "Access=GOOD") ? good : refused("APIGW.0301", "verify aksk signature fail");
  });
  issued_credentials bad;
  bad.value = credentials::keys("BAD", "made-up-secret-key");
  issued_credentials fine;
  fine.value = credentials::keys("GOOD", "made-up-secret-key");
  now.source->next = {bad, bad, fine};
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST((now.ask(asking).error() == errc::unauthorized));
  BOOST_TEST((now.ask(asking).error() == errc::unauthorized));
  auto const same = now.ask(asking);
  BOOST_TEST((same.error() == errc::credentials_refused));
  BOOST_TEST(holds(same.error().message(), "vault"));
  BOOST_TEST((now.ask(asking).error() == errc::credentials_refused));
  BOOST_TEST(now.source->asked == 2);
  now.clock->advance(10s);
  BOOST_TEST(now.ask(asking).has_value());
  BOOST_TEST(now.requests.size() == 3u);
}

BOOST_AUTO_TEST_CASE(refusals_that_cannot_be_read_are_refusals_all_the_same) {
  for (std::string const answer :
       {"HTTP/1.1 401 Unauthorized\r\nContent-Length: 50\r\n\r\ncut",
        "HTTP/1.1 401 Unauthorized\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx"}) {
    situation now([&answer](std::string const&) { return std::string(answer); });
    now.config.auth_source = nullptr;
    now.config.auth = credentials::keys("AK", "made-up-secret-key");
    now.config.call_timeout = 5s;
    client asking(now.context.get_executor(), now.config);
    for (int i = 0; i < 6; ++i) BOOST_TEST(now.ask(asking).has_error());
    BOOST_TEST(now.requests.size() <= 2u);
  }
}

BOOST_AUTO_TEST_CASE(answers_that_say_nothing_of_the_signature_do_not_reset_the_count) {
  int n = 0;
  situation now([&n](std::string const&) {
    return ++n % 2 == 0 ? test::http_answer("busy", "503 Service Unavailable") : refused("APIGW.0301", "no");
  });
  now.config.auth_source = nullptr;
  now.config.auth = credentials::keys("AK", "made-up-secret-key");
  client asking(now.context.get_executor(), now.config);
  for (int i = 0; i < 10; ++i) BOOST_TEST(now.ask(asking).has_error());
  BOOST_TEST(now.requests.size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_wrong_is_explained) {
  // The virtual clock starts on 2020-01-01 at 00:00.
  situation now([](std::string const&) {
    return refused("APIGW.0301", "verify aksk signature fail", "Date: Wed, 01 Jan 2020 00:20:00 GMT\r\n");
  });
  now.config.auth_source = nullptr;
  now.config.auth = credentials::keys("AK", "made-up-secret-key");
  client asking(now.context.get_executor(), now.config);
  auto const late = now.ask(asking);
  BOOST_TEST(holds(late.error().message(), "this machine's clock is 20 minutes behind the service's"));
  now.clock->advance(15min);
  auto const near = now.ask(asking);
  BOOST_TEST(!holds(near.error().message(), "clock"));
}

BOOST_AUTO_TEST_SUITE_END()
