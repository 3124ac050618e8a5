// Starting a run and waiting for its end, on virtual time.

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

BOOST_AUTO_TEST_SUITE(run_test)

using namespace polled;

BOOST_AUTO_TEST_CASE(run_starts_waits_and_gives_both) {
  situation now({running, finished});
  client asking(now.context.get_executor(), now.config);
  std::string told;
  auto options = dataarts::run_options().poll(now.options).on_start([&](dataarts::instance_ref const& ref) {
    told = ref.instance();
  });
  auto const end = now.run(asking.run({"s", "w"}, {{"a", "b"}}, options));
  BOOST_TEST_REQUIRE(end.has_value());
  BOOST_TEST((end->ref() == dataarts::instance_ref("s", "i-1", "w")));
  BOOST_TEST((end->instance().status() == run_status::finished));
  BOOST_TEST(told == "i-1");
  // Hardly any run is over at once.
  BOOST_TEST((now.looks == times{20, 30}));
}

BOOST_AUTO_TEST_CASE(a_run_that_could_not_be_started_is_not_awaited) {
  situation now({running});
  now.execute_answer = not_found;
  client asking(now.context.get_executor(), now.config);
  auto const refused = now.run(asking.run("s"));
  BOOST_TEST((refused.error() == condition::not_found));
  BOOST_TEST(refused.error().instance_id().empty());
  BOOST_TEST(now.looks.empty());
}

BOOST_AUTO_TEST_CASE(a_failure_after_the_start_tells_the_instance) {
  situation now({running});
  client asking(now.context.get_executor(), now.config);
  auto const options = dataarts::run_options().poll(now.options.deadline(25s));
  auto const late = now.run(asking.run("s", {}, options));
  BOOST_TEST((late.error() == errc::deadline_exceeded));
  BOOST_TEST(late.error().instance_id() == "i-1");
  BOOST_TEST(late.error().message().find("; instance i-1, last seen RUNNING after 25 s") != std::string::npos);
  BOOST_TEST(now.stops == 0);
}

BOOST_AUTO_TEST_CASE(a_cancelled_run_is_stopped_when_asked) {
  struct {
    bool stop;
    std::string answer;
    int stops;
    std::string says;
  } const cases[] = {{false, "HTTP/1.1 204 No Content\r\n\r\n", 0, "while waiting for the next look at the run"},
                     {true, "HTTP/1.1 204 No Content\r\n\r\n", 1, "; the run was stopped"},
                     {true, forbidden, 1, "; the run could not be stopped: DLF.3: no (HTTP 403)"}};
  for (auto const& each : cases) {
    situation now({running});
    now.stop_answer = each.answer;
    client asking(now.context.get_executor(), now.config);
    asio::cancellation_signal signal;
    std::optional<dataarts::result<dataarts::finished_run>> got;
    auto const options = dataarts::run_options().poll(now.options).stop_when_cancelled(each.stop);
    dataarts::async_run(asking, "s", {}, options,
                        asio::bind_cancellation_slot(signal.slot(), [&](dataarts::result<dataarts::finished_run> what) {
                          got = std::move(what);
                        }));
    now.pass_until([&] { return now.looks.size() == 2; });
    signal.emit(asio::cancellation_type::terminal);
    test::run_until(now.context, [&] { return got.has_value(); });
    BOOST_TEST((got->error() == errc::cancelled));
    BOOST_TEST(now.stops == each.stops);
    BOOST_TEST(got->error().where().ends_with(each.says));
    BOOST_TEST(got->error().instance_id() == "i-1");
  }
}

BOOST_AUTO_TEST_CASE(a_run_that_is_cancelled_as_it_starts_is_stopped) {
  situation now({running});
  client asking(now.context.get_executor(), now.config);
  asio::cancellation_signal signal;
  std::optional<dataarts::result<dataarts::finished_run>> got;
  auto const options =
      dataarts::run_options().poll(now.options).stop_when_cancelled(true).on_start([&](dataarts::instance_ref const&) {
        signal.emit(asio::cancellation_type::terminal);
      });
  dataarts::async_run(asking, "s", {}, options,
                      asio::bind_cancellation_slot(signal.slot(), [&](dataarts::result<dataarts::finished_run> what) {
                        got = std::move(what);
                      }));
  now.pass_until([&] { return got.has_value(); });
  BOOST_TEST((got->error() == errc::cancelled));
  BOOST_TEST(got->error().instance_id() == "i-1");
  BOOST_TEST(now.stops == 1);
}

BOOST_AUTO_TEST_CASE(a_run_goes_on_if_only_looks_at_it_took_too_long) {
  situation now({hold});
  client asking(now.context.get_executor(), now.config);
  now.options.each(dataarts::call_options().timeout(1s)).max_failures(3);
  auto const options = dataarts::run_options().poll(now.options).stop_when_cancelled(true);
  auto const lost = now.run(asking.run("s", {}, options));
  BOOST_TEST((lost.error() == errc::deadline_exceeded));
  BOOST_TEST(now.looks.size() == 3u);
  BOOST_TEST(now.stops == 0);
}

BOOST_AUTO_TEST_CASE(cancelling_a_coroutine_that_runs_stops_the_run_and_leaves_the_caller_cancelled) {
  situation now({running});
  client asking(now.context.get_executor(), now.config);
  asio::cancellation_signal signal;
  bool cancelled = false;
  bool still_cancelled = false;
  auto const options = dataarts::run_options().poll(now.options).stop_when_cancelled(true);
  auto caller = [&]() -> asio::awaitable<void> {
    dataarts::script_parameters const none;
    auto const end = co_await asking.run("s", none, options);
    cancelled = end.has_error() && end.error() == errc::cancelled;
    auto const here = co_await asio::this_coro::cancellation_state;
    still_cancelled = here.cancelled() != asio::cancellation_type::none;
  };
  asio::co_spawn(now.context, caller(), asio::bind_cancellation_slot(signal.slot(), asio::detached));
  now.pass_until([&] { return now.looks.size() == 2; });
  signal.emit(asio::cancellation_type::terminal);
  test::run_until(now.context, [&] { return cancelled; });
  BOOST_TEST(now.stops == 1);
  BOOST_TEST(still_cancelled);
}

BOOST_AUTO_TEST_SUITE_END()
