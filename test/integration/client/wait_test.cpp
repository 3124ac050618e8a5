// Waiting for the end of a run, on virtual time.

#include "polled.hpp"

#include <dataarts/async.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(wait_test)

using namespace polled;
using dataarts::look_report;

BOOST_AUTO_TEST_CASE(looks_at_once_and_then_at_each_interval) {
  situation now({state("LAUNCHING"), running, running, finished, running});
  client asking(now.context.get_executor(), now.config);
  auto const end = now.wait(asking);
  BOOST_TEST_REQUIRE(end.has_value());
  BOOST_TEST((end->status() == run_status::finished));
  BOOST_TEST((now.looks == times{0, 10, 20, 30}));
}

BOOST_AUTO_TEST_CASE(delay_growth_and_longest_interval_are_separate) {
  situation now({running, running, running, running, running, finished});
  client asking(now.context.get_executor(), now.config);
  now.options.initial_delay(7s).growth(1).max_interval(40s);
  BOOST_TEST(now.wait(asking).has_value());
  BOOST_TEST((now.looks == times{7, 17, 34, 68, 108, 148}));
}

BOOST_AUTO_TEST_CASE(a_run_that_failed_is_a_result_unless_asked) {
  situation now({running, failed});
  client asking(now.context.get_executor(), now.config);
  auto const end = now.wait(asking);
  BOOST_TEST_REQUIRE(end.has_value());
  BOOST_TEST((end->status() == run_status::failed));

  now.options.failed_is_failure(true);
  auto const failure = now.wait(asking);
  BOOST_TEST_REQUIRE(failure.has_error());
  BOOST_TEST((failure.error() == condition::run_failed));
  BOOST_TEST((failure.error().kind() == condition::run_failed));
  BOOST_TEST(failure.error().where() == "no such table");
  BOOST_TEST(failure.error().request_id() == "r1");
  BOOST_TEST(failure.error().last_answer()->failure_reason().value() == "no such table");
  BOOST_TEST(failure.error().message().starts_with("the run of the script failed: no such table"));
}

BOOST_AUTO_TEST_CASE(a_status_that_is_not_documented_is_not_the_end) {
  situation now({state("PAUSED"), finished});
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.wait(asking).has_value());
  BOOST_TEST(now.looks.size() == 2u);
}

BOOST_AUTO_TEST_CASE(the_deadline_has_a_last_look_and_tells_what_was_seen) {
  situation now({state("LAUNCHING"), running});
  client asking(now.context.get_executor(), now.config);
  now.options.deadline(25s);
  auto const late = now.wait(asking);
  BOOST_TEST_REQUIRE(late.has_error());
  BOOST_TEST((late.error() == errc::deadline_exceeded));
  BOOST_TEST((late.error() == condition::timeout));
  BOOST_TEST((now.looks == times{0, 10, 20, 25}));
  BOOST_TEST(late.error().elapsed() == 25s);
  auto const& seen = late.error().observed();
  BOOST_TEST_REQUIRE(seen.size() == 2u);
  BOOST_TEST(seen[0].status == "LAUNCHING");
  BOOST_TEST(seen[0].looks == 1u);
  BOOST_TEST(seen[1].status == "RUNNING");
  BOOST_TEST(seen[1].looks == 3u);
  BOOST_TEST((seen[1].first == 10s && seen[1].last == 25s));
  BOOST_TEST((late.error().last_answer()->status() == run_status::running));
  BOOST_TEST(late.error().message() ==
             "the call took longer than its timeout: the run i of the script s is not known to be over at the deadline "
             "of the wait, last seen "
             "RUNNING after 25 s");
}

BOOST_AUTO_TEST_CASE(a_look_at_the_deadline_may_still_find_the_end) {
  situation now({running, running, finished});
  client asking(now.context.get_executor(), now.config);
  now.options.deadline(15s);
  BOOST_TEST(now.wait(asking).has_value());
  BOOST_TEST((now.looks == times{0, 10, 15}));
}

BOOST_AUTO_TEST_CASE(a_wait_remembers_the_first_and_the_latest_of_many_changes) {
  std::vector<std::string> answers{state("LAUNCHING")};
  for (int i = 0; i < 100; ++i) answers.push_back(state("S" + std::to_string(i)));
  situation now(std::move(answers));
  client asking(now.context.get_executor(), now.config);
  now.options.deadline(1000s);
  auto const late = now.wait(asking);
  auto const& seen = late.error().observed();
  BOOST_TEST(seen.size() == dataarts::failure::most_observations);
  BOOST_TEST(seen.front().status == "LAUNCHING");
  BOOST_TEST(seen.back().status == "S99");
}

BOOST_AUTO_TEST_CASE(throttling_and_503_slow_down_and_never_fail) {
  situation now({running, throttled, busy, throttled, running, finished});
  client asking(now.context.get_executor(), now.config);
  now.options.max_failures(1).max_interval(60s);
  BOOST_TEST(now.wait(asking).has_value());
  BOOST_TEST((now.looks == times{0, 10, 30, 70, 130, 140}));
}

BOOST_AUTO_TEST_CASE(a_longer_retry_after_is_kept) {
  situation now({test::http_answer("{}", "503 Service Unavailable", "Retry-After: 90\r\n"), finished});
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.wait(asking).has_value());
  BOOST_TEST((now.looks == times{0, 90}));
}

BOOST_AUTO_TEST_CASE(a_refusal_that_will_not_change_fails_at_once) {
  situation now({running, forbidden});
  client asking(now.context.get_executor(), now.config);
  auto const refused = now.wait(asking);
  BOOST_TEST_REQUIRE(refused.has_error());
  BOOST_TEST((refused.error() == condition::unauthorized));
  BOOST_TEST(now.looks.size() == 2u);
  BOOST_TEST(refused.error().service_code() == "DLF.3");
  BOOST_TEST(refused.error().observed().size() == 2u);
}

BOOST_AUTO_TEST_CASE(passing_failures_are_counted_in_a_row) {
  situation now({broken, broken, running, broken, broken, broken, finished});
  client asking(now.context.get_executor(), now.config);
  now.options.max_failures(3);
  auto const gave_up = now.wait(asking);
  BOOST_TEST_REQUIRE(gave_up.has_error());
  BOOST_TEST((gave_up.error() == condition::server_error));
  BOOST_TEST(now.looks.size() == 6u);
}

BOOST_AUTO_TEST_CASE(not_found_is_awaited_for_a_short_time_only) {
  situation now({not_found, not_found, running, finished});
  client asking(now.context.get_executor(), now.config);
  now.options.interval(4s).not_found_grace(10s);
  BOOST_TEST(now.wait(asking).has_value());
  BOOST_TEST((now.looks == times{0, 4, 8, 12}));

  situation later({not_found});
  client other(later.context.get_executor(), later.config);
  later.options.interval(30s).not_found_grace(10s);
  auto const missing = later.wait(other);
  BOOST_TEST((missing.error() == condition::not_found));
  BOOST_TEST((later.looks == times{0, 10}));
}

BOOST_AUTO_TEST_CASE(each_look_is_told) {
  situation now({running, broken, finished});
  client asking(now.context.get_executor(), now.config);
  std::vector<std::string> told;
  now.options.on_look([&](look_report const& look) {
    auto text = std::to_string(look.look) + ' ' + std::to_string(look.waited / 1s) + ' ';
    text += look.why != nullptr ? std::string(to_string(look.why->reason())) : std::string(look.status_text);
    told.push_back(text + (look.next_in ? ' ' + std::to_string(*look.next_in / 1s) : std::string(" over")));
  });
  BOOST_TEST(now.wait(asking).has_value());
  std::vector<std::string> const expected{"1 0 RUNNING 10", "2 10 server_error 10", "3 20 FINISHED over"};
  BOOST_TEST(told == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(unusable_options_are_named) {
  situation now({finished});
  client asking(now.context.get_executor(), now.config);
  now.options.interval(0s);
  auto const refused = now.wait(asking);
  BOOST_TEST((refused.error() == errc::invalid_argument));
  BOOST_TEST(refused.error().where().starts_with("interval: "));
  BOOST_TEST(now.looks.empty());
}

BOOST_AUTO_TEST_CASE(cancelling_ends_a_wait_between_looks_and_in_one) {
  for (bool const in_look : {false, true}) {
    situation now({running, in_look ? hold : running});
    client asking(now.context.get_executor(), now.config);
    asio::cancellation_signal signal;
    std::optional<outcome> got;
    dataarts::async_wait(asking, {"s", "i"}, now.options,
                         asio::bind_cancellation_slot(signal.slot(), [&](outcome what) { got = std::move(what); }));
    now.pass_until([&] { return now.looks.size() == 2; });
    signal.emit(asio::cancellation_type::partial);
    test::run_until(now.context, [&] { return got.has_value(); });
    BOOST_TEST((got->error() == errc::cancelled));
    BOOST_TEST((got->error().last_answer()->status() == run_status::running));
    BOOST_TEST(now.looks.size() == 2u);
  }
}

BOOST_AUTO_TEST_CASE(a_wait_may_be_cancelled_while_nothing_is_under_way) {
  for (bool const in_callback : {true, false}) {
    situation now({running});
    client asking(now.context.get_executor(), now.config);
    asio::cancellation_signal signal;
    std::optional<outcome> got;
    if (in_callback) now.options.on_look([&](look_report const&) { signal.emit(asio::cancellation_type::terminal); });
    dataarts::async_wait(asking, {"s", "i"}, now.options,
                         asio::bind_cancellation_slot(signal.slot(), [&](outcome what) { got = std::move(what); }));
    if (!in_callback) {
      now.pass_until([&] { return now.looks.size() == 2; });
      // The pause is over, and the wait has not gone on yet.
      now.clock->advance(10s);
      now.context.poll_one();
      signal.emit(asio::cancellation_type::terminal);
    }
    test::run_until(now.context, [&] { return got.has_value(); });
    BOOST_TEST((got->error() == errc::cancelled));
    BOOST_TEST((got->error().last_answer()->status() == run_status::running));
  }
}

BOOST_AUTO_TEST_CASE(a_coroutine_that_waits_gets_the_outcome_of_its_cancellation) {
  situation now({running});
  client asking(now.context.get_executor(), now.config);
  asio::cancellation_signal signal;
  std::optional<errc> got;
  bool throws = false;
  now.options.on_look([&](look_report const&) { signal.emit(asio::cancellation_type::terminal); });
  auto caller = [&]() -> asio::awaitable<void> {
    dataarts::instance_ref const ref("s", "i");
    auto const end = co_await asking.wait(ref, now.options);
    got = end.error().reason();
    throws = co_await asio::this_coro::throw_if_cancelled();
  };
  asio::co_spawn(now.context, caller(), asio::bind_cancellation_slot(signal.slot(), asio::detached));
  test::run_until(now.context, [&] { return got.has_value(); });
  BOOST_TEST((got == errc::cancelled));
  BOOST_TEST(throws);
}

BOOST_AUTO_TEST_CASE(closing_the_client_ends_waits) {
  situation now({running});
  std::optional<client> asking(std::in_place, now.context.get_executor(), now.config);
  auto waiting = test::start(now.context, asking->wait({"s", "i"}, now.options));
  now.pass_until([&] { return now.looks.size() == 2; });
  asking.reset();
  test::run_until(now.context, [&] { return waiting.done(); });
  BOOST_TEST((waiting.value().error() == errc::client_closed));
  BOOST_TEST(waiting.value().error().observed().size() == 1u);
}

BOOST_AUTO_TEST_CASE(draining_ends_waits_at_once) {
  situation now({running});
  client asking(now.context.get_executor(), now.config);
  auto waiting = test::start(now.context, asking.wait({"s", "i"}, now.options));
  now.pass_until([&] { return now.looks.size() == 2; });
  bool drained = false;
  dataarts::async_drain(asking, [&] { drained = true; });
  test::run_until(now.context, [&] { return waiting.done() && drained; });
  BOOST_TEST((waiting.value().error() == errc::client_closed));
}

BOOST_AUTO_TEST_CASE(a_context_may_be_destroyed_while_a_wait_sleeps) {
  auto clock = std::make_shared<dataarts::virtual_clock>();
  std::optional<client> asking;
  {
    situation now({running});
    asking.emplace(now.context.get_executor(), now.config);
    asio::co_spawn(
        now.context,
        [&asking, &now]() -> asio::awaitable<void> {
          dataarts::instance_ref const ref("s", "i");
          auto const never = co_await asking->wait(ref, now.options);
          BOOST_TEST(never.has_value());
        },
        asio::detached);
    now.pass_until([&] { return now.looks.size() == 2; });
  }
  asking.reset();
}

BOOST_AUTO_TEST_CASE(a_thousand_waits_sleep_side_by_side) {
  situation now({running});
  client asking(now.context.get_executor(), now.config);
  now.answers.assign(2500, running);
  now.answers.push_back(finished);
  std::vector<test::started<outcome>> waits;
  for (int i = 0; i < 1000; ++i) {
    waits.push_back(test::start(now.context, asking.wait({"s", std::to_string(i)}, now.options)));
  }
  now.pass_until([&] { return test::all_done(waits); });
  BOOST_TEST(now.looks.size() == 3500u);
  BOOST_TEST(now.seconds_now() == 30);
}

BOOST_AUTO_TEST_SUITE_END()
