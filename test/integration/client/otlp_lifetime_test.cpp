// Ends of an exporter of telemetry: cancelled, destroyed, its context destroyed.

#include "collector.hpp"
#include "support.hpp"

#include <dataarts/otlp_observer.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <thread>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(otlp_lifetime_test)

namespace asio = boost::asio;
using dataarts::otlp_observer;
using namespace std::chrono_literals;

namespace {

void tell_of_a_call(otlp_observer& who) {
  dataarts::span_context const span{{1}, {2}, {}, true, {}};
  dataarts::call_record call;
  call.span = &span;
  call.server_address = "h";
  who.call_began(call);
  who.call_ended(call);
}

struct situation {
  explicit situation(std::vector<std::string> answers) : collector(context, std::move(answers)) {
    options.endpoint = collector.url();
    options.time = clock;
    options.metrics = false;
    told.emplace(context.get_executor(), options);
  }

  asio::io_context context;
  std::shared_ptr<dataarts::virtual_clock> clock = std::make_shared<dataarts::virtual_clock>();
  test::collector collector;
  dataarts::otlp_options options;
  std::optional<otlp_observer> told;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_flush_that_is_cancelled_ends_at_once_and_sending_goes_on) {
  situation now({"silence", test::http_answer("{}")});
  now.options.retry.base_delay = now.options.retry.max_delay = 1ms;
  now.told.emplace(now.context.get_executor(), now.options);
  tell_of_a_call(*now.told);
  asio::cancellation_signal cancel;
  std::optional<bool> outcome;
  asio::co_spawn(now.context, now.told->flush(),
                 asio::bind_cancellation_slot(cancel.slot(), [&](std::exception_ptr error, bool sent) {
                   BOOST_TEST(!error);
                   outcome = sent;
                 }));
  test::run_until(now.context, [&] { return now.collector.requests.size() == 1; });
  cancel.emit(asio::cancellation_type::terminal);
  test::run_until(now.context, [&] { return outcome.has_value(); });
  BOOST_TEST(*outcome == false);
  now.clock->advance(10s, [&] { test::pass_events(now.context); });
  auto second = test::start(now.context, now.told->flush());
  while (!second.done()) {
    test::pass_events(now.context);
    now.clock->advance(1ms);
  }
  BOOST_TEST(now.told->stats().spans_sent == 1u);
}

BOOST_AUTO_TEST_CASE(a_destroyed_observer_ends_its_flush_and_lets_the_context_go) {
  for (auto const* const answer : {"silence", "HTTP/1.1 503 No\r\nContent-Length: 0\r\nRetry-After: 50\r\n\r\n"}) {
    situation now({answer});
    tell_of_a_call(*now.told);
    auto flushing = test::start(now.context, now.told->flush());
    test::run_until(now.context, [&] { return now.collector.requests.size() == 1; });
    test::pass_events(now.context);
    tell_of_a_call(*now.told);
    BOOST_TEST(!flushing.done());
    now.told.reset();
    test::run_until(now.context, [&] { return flushing.done(); });
    BOOST_TEST(flushing.value() == false);
    now.collector.stop();
    now.context.restart();
    now.context.run();  // ends: nothing is left to wait for
    BOOST_TEST(now.collector.open() == 0u);
    BOOST_TEST(!now.clock->next_alarm().has_value());
  }
}

BOOST_AUTO_TEST_CASE(the_context_may_go_first) {
  std::optional<otlp_observer> survivor;
  for (int stage = 0; stage < 4; ++stage) {
    survivor.reset();
    {
      asio::io_context context;
      test::collector collector(context, {"silence"});
      dataarts::otlp_options options;
      options.endpoint = collector.url();
      // Virtual time as well as timers of the context.
      if (stage % 2 == 0) options.time = std::make_shared<dataarts::virtual_clock>();
      survivor.emplace(context.get_executor(), options);
      if (stage > 0) tell_of_a_call(*survivor);
      std::optional<test::started<bool>> flushing;
      if (stage > 1) {
        flushing = test::start(context, survivor->flush());
        test::run_until(context, [&] { return collector.requests.size() == 1; });
      }
    }
    tell_of_a_call(*survivor);
    BOOST_TEST(survivor->stats().spans_dropped > 0u);
    asio::io_context another;
    BOOST_TEST(test::run(another, survivor->flush()) == false);
  }
}

BOOST_AUTO_TEST_CASE(a_context_of_several_threads) {
  // The collector belongs to the test's own thread.
  asio::io_context own;
  test::collector collector(own);
  asio::io_context context;
  auto guard = std::make_optional(asio::make_work_guard(context));
  dataarts::otlp_options options;
  options.endpoint = collector.url();
  options.max_batch = 7;
  options.interval = 1ms;
  otlp_observer sending(context.get_executor(), options);
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) threads.emplace_back([&] { context.run(); });
  int told = 0;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 200; ++n) tell_of_a_call(sending);
      asio::post(own, [&told] { ++told; });
    });
  }
  test::run_until(own, [&] { return told == 2; });
  auto const all_sent = test::run(own, sending.flush());
  BOOST_TEST(all_sent);
  BOOST_TEST(sending.stats().spans_sent == 400u);
  guard.reset();
  for (auto& each : threads) each.join();
  BOOST_TEST(collector.spans().size() == 400u);
}

BOOST_AUTO_TEST_SUITE_END()
