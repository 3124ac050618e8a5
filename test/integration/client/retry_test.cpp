// Failed attempts that are followed by another one, on virtual time.

#include "support.hpp"
#include "virtual_time.hpp"

#include <dataarts/async.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(retry_test)

namespace asio = boost::asio;
using dataarts::client;
using dataarts::condition;
using dataarts::errc;
using dataarts::virtual_clock;
using namespace std::chrono_literals;

namespace {

using outcome = dataarts::result<dataarts::script_instance>;

/// A server that gives these answers, one a request, and the last one for ever. An empty one closes the connection.
test::peer::script in_turn(std::vector<std::string> answers, std::size_t& asked) {
  return [answers = std::move(answers), &asked](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    auto const held = answers;
    auto& counter = asked;
    for (;;) {
      auto const request = co_await peer.request();
      if (request.empty()) co_return;
      auto const answer = held[std::min(counter, held.size() - 1)];
      ++counter;
      if (answer.empty()) co_return;
      co_await peer.send(answer);
    }
  };
}

std::string busy(std::string const& headers = {}) {
  return test::http_answer(R"({"error_code":"APIGW.0202","error_msg":"busy"})", "503 Service Unavailable", headers);
}

std::string throttled(std::string const& message, std::string const& headers = {}) {
  return test::http_answer(R"({"error_code":"APIGW.0308","error_msg":")" + message + R"("})", "429 Too Many Requests",
                           headers);
}

std::string const good = test::http_answer(test::running_body);

struct situation : test::virtual_time {
  explicit situation(std::vector<std::string> answers) : server(context, in_turn(std::move(answers), asked)) {
    config = test::config_for(server);
    config.time = clock;
    config.retry = {};
    config.call_timeout = 10min;
  }

  outcome ask(client& asking) { return run(asking.query({"s", "i"})); }

  std::vector<test::started<outcome>> start(client& asking, int count) {
    std::vector<test::started<outcome>> calls;
    for (int i = 0; i < count; ++i) calls.push_back(test::start(context, asking.query({"s", std::to_string(i)})));
    return calls;
  }

  auto since_start() const { return clock->now() - virtual_clock::time_point{}; }

  std::size_t asked = 0;
  test::peer server;
  dataarts::client_config config;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_failure_that_passes_is_not_seen) {
  for (auto const& failure :
       {busy(), std::string(), test::http_answer("", "500 Internal Server Error"),
        test::http_answer("<html>", "502 Bad Gateway"), test::http_answer("", "504 Gateway Timeout"),
        test::http_answer("", "408 Request Timeout")}) {
    situation now({failure, failure, good});
    client asking(now.context.get_executor(), now.config);
    BOOST_TEST(now.ask(asking).has_value());
    BOOST_TEST(now.asked == 3u);
    auto const stats = asking.stats();
    BOOST_TEST(stats.retries == 2u);
    BOOST_TEST(stats.calls_answered == 1u);
    BOOST_TEST(stats.calls_failed == 0u);
    BOOST_TEST(stats.requests_sent == 3u);
    BOOST_TEST(stats.calls_pausing == 0u);
  }
}

BOOST_AUTO_TEST_CASE(one_that_stays_is_told_with_all_attempts) {
  situation now({busy(), "", busy()});
  now.config.retry.max_attempts = 3;
  client asking(now.context.get_executor(), now.config);
  auto const answer = now.ask(asking);
  BOOST_TEST_REQUIRE(answer.has_error());
  auto const& why = answer.error();
  BOOST_TEST((why == errc::server_error), why);
  // The closed connection was a reused one: the attempt after it is free.
  BOOST_TEST(why.attempts() == 4u);
  BOOST_TEST_REQUIRE(why.earlier_attempts().size() == 3u);
  auto const& first = why.earlier_attempts()[0];
  BOOST_TEST((first.code == errc::server_error));
  BOOST_TEST(first.http_status == 503);
  BOOST_TEST(first.service_code == "APIGW.0202");
  auto const& second = why.earlier_attempts()[1];
  BOOST_TEST((second.code == errc::connection_closed));
  BOOST_TEST(second.http_status == 0);
  BOOST_TEST((second.ended >= first.ended));
  BOOST_TEST(why.message().find("4 attempts") != std::string::npos, why);
}

BOOST_AUTO_TEST_CASE(what_would_fail_again_is_not_repeated) {
  for (auto const& answer :
       {test::http_answer(R"({"error_code":"DLF.6201","error_msg":"no"})", "400 Bad Request"),
        test::http_answer("", "401 Unauthorized"), test::http_answer("", "403 Forbidden"),
        test::http_answer("", "501 Not Implemented"), test::http_answer("no JSON"), std::string("no HTTP\r\n\r\n")}) {
    situation now({answer});
    client asking(now.context.get_executor(), now.config);
    auto const got = now.ask(asking);
    BOOST_TEST(got.error().attempts() == 1u, got.error());
    BOOST_TEST(got.error().earlier_attempts().empty());
    BOOST_TEST(now.asked == 1u);
  }
}

BOOST_AUTO_TEST_CASE(the_server_says_how_long_to_pause) {
  situation now({busy("Retry-After: 7\r\n"), busy("Retry-After: Wed, 01 Jan 2020 00:01:00 GMT\r\n"), good});
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.ask(asking).has_value());
  // The clock begins at the year 2020: seven seconds, then until a minute after that.
  BOOST_TEST((now.since_start() == 60s));
}

BOOST_AUTO_TEST_CASE(a_pause_that_is_too_long_or_passes_the_deadline_is_not_begun) {
  situation now({busy("Retry-After: 300\r\n")});
  client asking(now.context.get_executor(), now.config);
  auto const too_long = now.ask(asking);
  BOOST_TEST((too_long.error() == errc::server_error));
  BOOST_TEST((too_long.error().retry_after() == 300s));
  now.config.retry.max_retry_after = 1h;
  now.config.call_timeout = 200s;
  client hurried(now.context.get_executor(), now.config);
  BOOST_TEST((now.ask(hurried).error() == errc::server_error));
  BOOST_TEST((now.since_start() == 0s));
}

BOOST_AUTO_TEST_CASE(no_connection_is_tried_again_too) {
  situation now({good});
  now.server.stop();
  test::pass_events(now.context);
  client asking(now.context.get_executor(), now.config);
  auto const answer = now.ask(asking);
  BOOST_TEST((answer.error() == errc::connect_failed), answer.error());
  BOOST_TEST(answer.error().attempts() == now.config.retry.max_attempts);
  BOOST_TEST(asking.stats().connect_failures == now.config.retry.max_attempts);
}

BOOST_AUTO_TEST_CASE(the_budget_ends_repetitions_of_all_calls) {
  situation now({busy()});
  now.config.retry.budget = 2;
  now.config.retry.budget_ratio = 0;
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.ask(asking).error().attempts() == 3u);
  BOOST_TEST(now.ask(asking).error().attempts() == 1u);
  BOOST_TEST(now.asked == 4u);
}

BOOST_AUTO_TEST_CASE(a_pausing_call_can_be_cancelled_and_closed) {
  for (bool const close : {false, true}) {
    situation now({busy("Retry-After: 60\r\n")});
    client asking(now.context.get_executor(), now.config);
    asio::cancellation_signal signal;
    std::optional<outcome> answer;
    dataarts::async_query(asking, {"s", "i"},
                          asio::bind_cancellation_slot(signal.slot(), [&](outcome got) { answer = std::move(got); }));
    test::run_until(now.context, [&] { return asking.stats().calls_pausing == 1; });
    if (close) {
      asking.close();
    } else {
      signal.emit(asio::cancellation_type::terminal);
    }
    test::run_until(now.context, [&] { return answer.has_value(); });
    auto const& why = answer->error();
    BOOST_TEST((why == (close ? errc::client_closed : errc::cancelled)), why);
    BOOST_TEST(why.where() == "while pausing before the next attempt");
    BOOST_TEST(asking.stats().calls_pausing == 0u);
  }
}

BOOST_AUTO_TEST_CASE(a_limit_that_the_gateway_names_is_kept_by_all) {
  situation now({throttled("policy user over ratelimit,limit:10,time:1 second"), good});
  now.config.max_connections = 4;
  client asking(now.context.get_executor(), now.config);
  auto calls = now.start(asking, 50);
  test::settle(now.context);
  test::run_until(now.context, [&] { return asking.stats().throttled == 1; });
  BOOST_TEST(asking.stats().requests_per_second == 10);
  auto const sent_before = asking.stats().requests_sent;
  now.pass_until([&] { return test::all_done(calls); });
  for (auto& each : calls) BOOST_TEST(each.value().has_value());
  // The rest took its turns, a tenth of a second each.
  auto const turns = asking.stats().requests_sent - sent_before;
  BOOST_TEST((now.since_start() >= (turns - 1) * 100ms));
  BOOST_TEST((now.since_start() < (turns + 2) * 100ms));
}

BOOST_AUTO_TEST_CASE(a_set_rate_spaces_requests) {
  situation now({good});
  now.config.throttle.requests_per_second = 20;
  client asking(now.context.get_executor(), now.config);
  auto calls = now.start(asking, 21);
  now.pass_until([&] { return test::all_done(calls); });
  for (auto& each : calls) BOOST_TEST(each.value().has_value());
  BOOST_TEST((now.since_start() == 1s));
  BOOST_TEST(now.asked == 21u);
  // Those that wait for their turn need no connections of their own.
  BOOST_TEST(asking.stats().connections_opened < 8u);
}

BOOST_AUTO_TEST_CASE(slow_answers_do_not_keep_the_rate_down) {
  asio::io_context context;
  auto const clock = std::make_shared<virtual_clock>();
  std::vector<virtual_clock::duration> sent;
  test::peer server(context, [&](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    auto& times = sent;
    auto& time = *clock;
    for (;;) {
      auto const request = co_await peer.request();
      if (request.empty()) co_return;
      times.push_back(time.now() - virtual_clock::time_point{});  // and never answers
    }
  });
  auto config = test::config_for(server);
  config.time = clock;
  config.throttle.requests_per_second = 5;
  config.call_timeout = 7s;
  client asking(context.get_executor(), config);
  std::vector<test::started<outcome>> calls;
  for (int i = 0; i < 6; ++i) calls.push_back(test::start(context, asking.query({"s", std::to_string(i)})));
  while (!test::all_done(calls)) {
    if (context.stopped()) context.restart();
    while (context.poll() > 0) {
    }
    if (auto const next = clock->next_alarm(); next && !test::all_done(calls)) clock->advance(*next - clock->now());
  }
  BOOST_TEST_REQUIRE(sent.size() == 6u);
  for (std::size_t i = 0; i < sent.size(); ++i) BOOST_TEST((sent[i] == i * 200ms));
}

BOOST_AUTO_TEST_CASE(a_refused_signature_is_not_sent_again_even_if_the_answer_breaks_off) {
  for (bool const reset : {false, true}) {
    asio::io_context context;
    std::size_t asked = 0;
    test::peer server(context, [&asked, reset](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
      auto& counter = asked;
      auto const how = reset;
      co_await peer.request();
      ++counter;
      co_await peer.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 100\r\n\r\n{\"error_code\":\"APIGW.0301\"");
      if (how) peer.reset();
    });
    auto config = test::config_for(server);
    config.retry = {};
    config.auth = dataarts::credentials::keys("AK", "SK");
    client asking(context.get_executor(), config);
    auto const answer = test::run(context, asking.query({"s", "i"}));
    BOOST_TEST(answer.has_error());
    BOOST_TEST(answer.error().attempts() == 1u, answer.error());
    BOOST_TEST(asked == 1u);
  }
}

BOOST_AUTO_TEST_CASE(a_long_pause_that_one_call_refuses_does_not_stop_the_others) {
  situation now({throttled("slow down", "Retry-After: 31536000\r\n"), good});
  client asking(now.context.get_executor(), now.config);
  auto const refused = now.ask(asking);
  BOOST_TEST((refused.error() == errc::throttled));
  BOOST_TEST(refused.error().message() == "APIGW.0308: slow down (HTTP 429, Retry-After 31536000 s)");
  BOOST_TEST(now.ask(asking).has_value());
  BOOST_TEST((now.since_start() < 1min));
}

BOOST_AUTO_TEST_CASE(waiting_is_counted_in_all_and_pauses_are_not) {
  situation now({busy("Retry-After: 5\r\n"), good});
  now.config.max_wait = 1s;
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.ask(asking).has_value());
  BOOST_TEST((now.since_start() == 5s));
}

BOOST_AUTO_TEST_CASE(what_a_gateway_repeats_of_the_credentials_is_not_shown) {
  situation now({test::http_answer(
      R"({"error_code":"APIGW.0301","error_msg":"canonical request: GET|/||x-security-token:made-up-security|host:h"})",
      "401 Unauthorized")});
  now.config.auth = dataarts::credentials::keys("AK", "SK", "made-up-security");
  client asking(now.context.get_executor(), now.config);
  auto const answer = now.ask(asking);
  BOOST_TEST((answer.error() == errc::unauthorized));
  for (auto const& text :
       {answer.error().message(), std::string(answer.error().body()), std::string(answer.error().service_message())}) {
    BOOST_TEST(text.find("made-up-security") == std::string::npos);
    BOOST_TEST(text.find("x-security-token:(hidden)|host:h") != std::string::npos, text);
  }
}

BOOST_AUTO_TEST_CASE(the_time_of_an_exchange_is_no_waiting) {
  situation now({good});
  test::peer slow(now.context, [&now](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    auto& clock = *now.clock;
    auto& counter = now.asked;
    for (;;) {
      auto const request = co_await peer.request();
      if (request.empty()) co_return;
      clock.advance(5s);
      auto const answer = counter++ == 0 ? busy() : good;
      co_await peer.send(answer);
    }
  });
  auto config = test::config_for(slow);
  config.time = now.clock;
  config.retry = {};
  config.call_timeout = 10min;
  config.max_wait = 1s;
  client asking(now.context.get_executor(), config);
  auto const answer = now.ask(asking);
  BOOST_TEST(answer.has_value());
  BOOST_TEST(now.asked == 2u);
  BOOST_TEST((now.since_start() >= 10s));
}

// A call that had its turn and met a closed connection goes on without another turn.
BOOST_AUTO_TEST_CASE(a_rate_limit_does_not_hold_up_the_repetition_on_a_fresh_connection) {
  situation now({good, "", good});
  now.config.throttle.requests_per_second = 0.001;
  now.config.idle_timeout = 1h;
  now.config.connection_max_age = 1h;
  now.config.max_connections = 2;
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.ask(asking).has_value());
  now.clock->advance(20min);
  BOOST_TEST(now.ask(asking).has_value());
  BOOST_TEST(asking.stats().stale_retries == 1u);
  BOOST_TEST((now.since_start() == 20min));
}

BOOST_AUTO_TEST_CASE(a_call_does_not_grow_old_in_the_queue) {
  situation now({good});
  now.config.throttle.requests_per_second = 1;
  now.config.max_wait = 2500ms;
  client asking(now.context.get_executor(), now.config);
  auto calls = now.start(asking, 5);
  now.pass_until([&] { return test::all_done(calls); });
  for (std::size_t i = 0; i < calls.size(); ++i) {
    BOOST_TEST(calls[i].value().has_value() == (i < 3));
    if (i < 3) continue;
    auto const& why = calls[i].value().error();
    BOOST_TEST((why == errc::queue_timeout), why);
    BOOST_TEST((why == condition::overloaded));
    BOOST_TEST(why.where() == "while waiting for its turn under the rate limit");
    BOOST_TEST((why.elapsed() >= 2500ms && why.elapsed() < 2600ms));
  }
  BOOST_TEST(now.asked == 3u);
}

BOOST_AUTO_TEST_SUITE_END()
