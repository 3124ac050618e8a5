// What an observer is told, on virtual time.

#include "watched.hpp"

#include <dataarts/async.hpp>
#include <dataarts/observer_group.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(observer_test)

namespace asio = boost::asio;
using dataarts::client;
using dataarts::close_reason;
using dataarts::errc;
using namespace std::chrono_literals;

namespace {

using outcome = dataarts::result<dataarts::script_instance>;
using names = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_CASE(one_query_from_its_start_to_its_end) {
  test::watched now({test::good});
  client asking(now.context.get_executor(), now.config);
  now.clock->advance(1s);
  auto const began_at = now.clock->wall_now();
  BOOST_TEST(now.ask(asking).has_value());
  auto const& told = *now.told;
  BOOST_TEST(told.hooks == (names{"call_began", "connection_opened", "attempt_began", "attempt_ended", "call_ended"}));

  auto const& call = told.calls.at(0);
  BOOST_TEST(call.record.call == 1u);
  BOOST_TEST(call.record.operation == "query_script_instance");
  BOOST_TEST(call.record.url_template == "/v1/{project_id}/scripts/{script_name}/instances/{instance_id}");
  BOOST_TEST(call.server == "127.0.0.1");
  BOOST_TEST(call.record.server_port == now.server.port());
  BOOST_TEST(call.script == "script-name");
  BOOST_TEST(call.instance == "instance-name");
  BOOST_TEST(!call.record.error.has_value());
  BOOST_TEST(call.record.http_status == 200);
  BOOST_TEST(call.request_id == "id-1");
  BOOST_TEST(call.record.attempts == 1u);
  BOOST_TEST(!call.span.has_value());
  BOOST_TEST((call.record.began == now.at(1s)));
  BOOST_TEST((call.record.now == now.at(1005ms)));
  BOOST_TEST((call.record.wall_now - began_at == 5ms));
  BOOST_TEST((call.record.waited == 0ms && call.record.paused == 0ms));

  auto const& attempt = told.attempts.at(0);
  BOOST_TEST(attempt.record.call == 1u);
  BOOST_TEST(attempt.record.resend_count == 0u);
  BOOST_TEST(!attempt.record.error.has_value());
  BOOST_TEST(attempt.record.http_status == 200);
  BOOST_TEST(attempt.request_id == "id-1");
  BOOST_TEST(!attempt.record.connection_reused);
  BOOST_TEST(attempt.record.bytes_received == test::good.size());
  BOOST_TEST(attempt.record.bytes_sent > 100u);
  BOOST_TEST((attempt.record.queued == now.at(1s)));
  BOOST_TEST((attempt.record.sent == now.at(1s)));
  BOOST_TEST((attempt.record.first_byte == now.at(1005ms)));
  BOOST_TEST((attempt.record.now == now.at(1005ms)));
  BOOST_TEST(attempt.used->peer == "127.0.0.1");
  BOOST_TEST(attempt.used->server == "127.0.0.1");
  BOOST_TEST(attempt.used->record.network_peer_port == now.server.port());
  BOOST_TEST(attempt.used->record.number == 1u);
  BOOST_TEST(!attempt.used->record.tls);
  BOOST_TEST((attempt.used->record.began == now.at(1s)));
  BOOST_TEST(!attempt.used->record.resolved.has_value());
  BOOST_TEST((attempt.used->record.connected == now.at(1s)));
  BOOST_TEST((attempt.used->record.opened == now.at(1s)));
}

BOOST_AUTO_TEST_CASE(the_time_of_day_is_told_to_those_who_want_it) {
  struct monotonic final : dataarts::observer {
    bool wants_time_of_day() const noexcept override { return false; }
    void call_ended(dataarts::call_record const& record) noexcept override { ended.push_back(record.wall_now); }
    std::vector<dataarts::clock::wall_time> ended;
  };
  auto const alone = std::make_shared<monotonic>();
  test::watched now({test::good});
  now.config.observer = alone;
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.ask(asking).has_value());
  BOOST_TEST((alone->ended.at(0) == dataarts::clock::wall_time{}));

  // A member of a group gets what another one wants.
  now.config.observer =
      std::make_shared<dataarts::observer_group>(std::vector<std::shared_ptr<dataarts::observer>>{alone, now.told});
  client watched_by_both(now.context.get_executor(), now.config);
  BOOST_TEST(now.ask(watched_by_both).has_value());
  BOOST_TEST((alone->ended.at(1) == now.clock->wall_now()));
  BOOST_TEST((now.told->calls.at(0).record.wall_now == now.clock->wall_now()));
}

BOOST_AUTO_TEST_CASE(a_connection_that_serves_again_is_told_so) {
  test::watched now({test::good});
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.ask(asking).has_value());
  BOOST_TEST(now.ask(asking).has_value());
  BOOST_TEST(now.told->opened.size() == 1u);
  BOOST_TEST(now.told->attempts.at(1).record.connection_reused);
  BOOST_TEST(now.told->attempts.at(1).record.call == 2u);
  BOOST_TEST(now.told->attempts.at(1).used->record.number == 1u);
  BOOST_TEST(now.told->attempts.at(1).record.bytes_received == test::good.size());
  asking.close();
  BOOST_TEST((now.told->closed.at(0).why == close_reason::client_closed));
  BOOST_TEST(now.told->is_balanced());
}

BOOST_AUTO_TEST_CASE(a_name_has_a_phase_of_its_own) {
  test::watched now({test::good});
  now.config.endpoint = "http://localhost:" + std::to_string(now.server.port());
  client asking(now.context.get_executor(), now.config);
  auto const answer = test::run(now.context, asking.query({"s", "i"}));
  BOOST_TEST(answer.has_value());
  auto const& used = now.told->attempts.at(0).used;
  BOOST_TEST(used->server == "localhost");
  BOOST_TEST(used->peer == "127.0.0.1");
  BOOST_TEST(used->record.resolved.has_value());
}

BOOST_AUTO_TEST_CASE(attempts_and_pauses_add_up_to_the_call) {
  test::watched now({test::busy, test::good});
  now.config.retry = {};
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.ask(asking).has_value());
  auto const& first = now.told->attempts.at(0);
  BOOST_TEST((first.record.error == errc::server_error));
  BOOST_TEST(first.record.http_status == 503);
  BOOST_TEST(first.service_code == "APIGW.0202");
  BOOST_TEST(first.request_id == "id-0");
  BOOST_TEST((first.record.now == now.at(5ms)));
  auto const& second = now.told->attempts.at(1);
  BOOST_TEST(second.record.resend_count == 1u);
  BOOST_TEST(!second.record.error.has_value());
  BOOST_TEST((second.record.queued == now.at(3005ms)));
  BOOST_TEST((second.record.now == now.at(3010ms)));
  auto const& call = now.told->calls.at(0).record;
  BOOST_TEST(call.attempts == 2u);
  BOOST_TEST(!call.error.has_value());
  BOOST_TEST((call.paused == 3s));
  BOOST_TEST((call.waited == 0s));
  BOOST_TEST((call.now == now.at(3010ms)));
}

BOOST_AUTO_TEST_CASE(waiting_for_a_turn_is_told_apart) {
  test::watched now({test::good});
  now.config.throttle.requests_per_second = 1;
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.told->limits.at(0).requests_per_second == 1.0);
  BOOST_TEST(!now.told->limits.at(0).throttled);
  BOOST_TEST(now.ask(asking).has_value());
  BOOST_TEST(now.ask(asking).has_value());
  auto const& second = now.told->attempts.at(1).record;
  BOOST_TEST((second.queued == now.at(5ms)));
  BOOST_TEST((second.sent == now.at(1s)));
  BOOST_TEST((now.told->calls.at(1).record.waited == 995ms));
}

BOOST_AUTO_TEST_CASE(a_stale_connection_makes_an_attempt_of_its_own) {
  test::watched now({test::good, "", test::good});
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.ask(asking).has_value());
  BOOST_TEST(now.ask(asking).has_value());
  auto const& stale = now.told->attempts.at(1).record;
  BOOST_TEST((stale.error == errc::connection_closed));
  BOOST_TEST(stale.connection_reused);
  BOOST_TEST(stale.bytes_received == 0u);
  BOOST_TEST(!stale.first_byte.has_value());
  BOOST_TEST((now.told->closed.at(0).why == close_reason::server_closed));
  auto const& fresh = now.told->attempts.at(2).record;
  BOOST_TEST(!fresh.error.has_value());
  BOOST_TEST(fresh.resend_count == 1u);
  BOOST_TEST(!fresh.connection_reused);
  BOOST_TEST(now.told->calls.at(1).record.attempts == 2u);
}

BOOST_AUTO_TEST_CASE(without_a_connection_an_attempt_ends_that_did_not_begin) {
  test::watched now({test::good});
  now.server.stop();
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST((now.ask(asking).error() == errc::connect_failed));
  BOOST_TEST(now.told->hooks == (names{"call_began", "connection_failed", "attempt_ended", "call_ended"}));
  BOOST_TEST((now.told->failed.at(0).why == errc::connect_failed));
  auto const& attempt = now.told->attempts.at(0).record;
  BOOST_TEST((attempt.error == errc::connect_failed));
  BOOST_TEST(!attempt.sent.has_value());
  BOOST_TEST(now.told->attempts.at(0).used->record.number == 1u);
  BOOST_TEST(now.told->calls.at(0).record.attempts == 1u);
  BOOST_TEST((now.told->calls.at(0).record.error == errc::connect_failed));
}

BOOST_AUTO_TEST_CASE(a_call_that_is_refused_at_once_begins_and_ends) {
  test::watched now({test::good});
  client asking(now.context.get_executor(), now.config);
  auto refused = test::run(now.context, asking.query({"", "i"}));
  BOOST_TEST((refused.error() == errc::invalid_reference));
  asking.close();
  refused = test::run(now.context, asking.query({"s", "i"}));
  BOOST_TEST((refused.error() == errc::client_closed));
  BOOST_TEST(now.told->hooks == (names{"call_began", "call_ended", "call_began", "call_ended"}));
  BOOST_TEST((now.told->calls.at(0).record.error == errc::invalid_reference));
  BOOST_TEST(now.told->calls.at(0).record.attempts == 0u);
  BOOST_TEST((now.told->calls.at(1).record.error == errc::client_closed));
}

BOOST_AUTO_TEST_CASE(what_ends_a_call_in_its_exchange_ends_the_attempt_and_the_connection) {
  struct {
    errc why;
    close_reason closing;
  } const ends[] = {{errc::deadline_exceeded, close_reason::interrupted},
                    {errc::cancelled, close_reason::interrupted},
                    {errc::client_closed, close_reason::client_closed}};
  for (auto const& end : ends) {
    BOOST_TEST_CONTEXT(to_string(end.why)) {
      test::watched now({"silence"});
      client asking(now.context.get_executor(), now.config);
      asio::cancellation_signal cancel;
      std::optional<outcome> answer;
      async_query(asking, {"s", "i"}, asio::bind_cancellation_slot(cancel.slot(), [&](outcome got) { answer = got; }));
      test::run_until(now.context, [&] { return now.asked == 1; });
      if (end.why == errc::cancelled) cancel.emit(asio::cancellation_type::terminal);
      if (end.why == errc::client_closed) asking.close();
      now.pass_until([&] { return answer.has_value(); });
      BOOST_TEST(now.told->hooks == (names{"call_began", "connection_opened", "attempt_began", "attempt_ended",
                                           "connection_closed", "call_ended"}));
      BOOST_TEST((now.told->attempts.at(0).record.error == end.why));
      BOOST_TEST((now.told->calls.at(0).record.error == end.why));
      BOOST_TEST((now.told->closed.at(0).why == end.closing));
      BOOST_TEST(now.told->is_balanced());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_call_that_ends_while_it_waits_or_pauses_says_how_long_it_did) {
  test::watched now({test::busy});
  now.config.retry.max_attempts = 2;
  now.config.max_connections = 1;
  now.config.call_timeout = 4s;
  client asking(now.context.get_executor(), now.config);
  auto call = test::start(now.context, asking.query({"s", "i"}));
  test::run_until(now.context, [&] { return asking.stats().calls_pausing == 1; });
  now.clock->advance(1s);
  asking.close();
  now.pass_until([&] { return call.done(); });
  BOOST_TEST((now.told->calls.at(0).record.paused == 1s));
  BOOST_TEST((now.told->calls.at(0).record.waited == 0s));

  test::watched later({"silence"});
  later.config.max_connections = 1;
  client waiting(later.context.get_executor(), later.config);
  auto first = test::start(later.context, waiting.query({"s", "1"}));
  auto second = test::start(later.context, waiting.query({"s", "2"}));
  test::run_until(later.context, [&] { return later.asked == 1; });
  later.clock->advance(2s);
  waiting.close();
  later.pass_until([&] { return first.done() && second.done(); });
  auto const& told = *later.told;
  auto const in_queue = told.calls.at(0).record.attempts == 0 ? 0U : 1U;
  BOOST_TEST((told.calls.at(in_queue).record.waited == 2005ms));
  BOOST_TEST((told.calls.at(in_queue).record.paused == 0s));
  BOOST_TEST(told.is_balanced());
}

// A server that echoes a secret where an id or a code belongs.
BOOST_AUTO_TEST_CASE(ids_and_codes_from_the_server_hold_no_secret) {
  std::string const secret = "made-up-token-0123456789";
  test::watched now({test::http_answer(R"({"error_code":"Q)" + secret + R"("})", "400 Bad Request",
                                       "X-Request-Id: r-" + secret + "\r\n"),
                     test::http_answer(test::running_body, "200 OK", "X-Request-Id: r-" + secret + "\r\n")});
  now.config.auth = dataarts::credentials::token(secret);
  client asking(now.context.get_executor(), now.config);
  now.ask(asking);
  now.ask(asking);
  for (auto const& each : now.told->calls) {
    BOOST_TEST(each.service_code.find(secret) == std::string::npos);
    BOOST_TEST(each.request_id == "r-(hidden)");
  }
  for (auto const& each : now.told->attempts) {
    BOOST_TEST(each.service_code.find(secret) == std::string::npos);
    BOOST_TEST(each.request_id == "r-(hidden)");
  }
}

BOOST_AUTO_TEST_SUITE_END()
