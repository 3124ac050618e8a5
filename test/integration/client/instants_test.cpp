// What an observer is told of times, on a clock that moves with each look: what the client takes for one instant is
// one.

#include "watched.hpp"

#include <dataarts/async.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>

#include <cstddef>
#include <functional>
#include <iterator>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(instants_test)

namespace asio = boost::asio;
using dataarts::call_options;
using dataarts::client;
using namespace std::chrono_literals;

namespace {

using outcome = dataarts::result<dataarts::script_instance>;

/// Moves another one by 1 µs with each look at the monotonic time.
class moving_clock final : public dataarts::clock {
 public:
  explicit moving_clock(std::shared_ptr<dataarts::virtual_clock> what) : what_(std::move(what)) {}

  time_point now() const noexcept override {
    what_->advance(1us);
    return what_->now();
  }
  wall_time wall_now() const noexcept override { return what_->wall_now(); }
  std::unique_ptr<alarm> make_alarm(asio::any_io_executor executor, std::function<void()> on_fire) override {
    return what_->make_alarm(std::move(executor), std::move(on_fire));
  }

 private:
  std::shared_ptr<dataarts::virtual_clock> what_;
};

struct situation : test::watched {
  explicit situation(std::vector<std::string> answers) : watched(std::move(answers)) {
    config.time = std::make_shared<moving_clock>(clock);
    config.retry = {};
  }

  void ask_for(client& asking, call_options const& options = {}) {
    async_query(asking, {"s", "i"}, options, [this](outcome const&) { ++done; });
  }

  int done = 0;
};

auto const start_of_day = dataarts::virtual_clock().wall_now();

template <class Record>
void check_time_of_day(Record const& record) {
  BOOST_TEST((record.wall_now - start_of_day == record.now - dataarts::clock::time_point{}));
}

void check(test::recorder::attempt const& which) {
  auto const& record = which.record;
  auto const sent = record.sent.value_or(record.now);
  BOOST_TEST((record.queued <= sent));
  BOOST_TEST((sent <= record.first_byte.value_or(sent)));
  BOOST_TEST((record.first_byte.value_or(sent) <= record.now));
  check_time_of_day(record);
  if (!which.used) return;
  auto const& used = which.used->record;
  auto const connected = used.connected.value_or(used.began);
  BOOST_TEST((used.began <= used.resolved.value_or(used.began)));
  BOOST_TEST((used.resolved.value_or(used.began) <= connected));
  BOOST_TEST((connected <= used.opened.value_or(connected)));
  if (record.sent) BOOST_TEST((*used.opened <= *record.sent));
  BOOST_TEST((used.now == record.now));
}

void check(test::recorder const& told) {
  for (auto const& each : told.attempts_began) check(each);
  for (auto const& each : told.attempts) check(each);
  for (auto const& each : told.calls_began) check_time_of_day(each.record);
  for (auto const& each : told.calls) {
    auto const& record = each.record;
    BOOST_TEST((record.waited >= 0s));
    BOOST_TEST((record.paused >= 0s));
    BOOST_TEST((record.waited + record.paused <= record.now - record.began));
    check_time_of_day(record);
    for (auto const& attempt : told.attempts) {
      if (attempt.record.call == record.call) BOOST_TEST((attempt.record.now <= record.now));
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(of_answers_and_repetitions) {
  situation now({test::good, test::busy, "", test::good, test::broken, test::good});
  client asking(now.context.get_executor(), now.config);
  for (int i = 0; i < 4; ++i) BOOST_TEST(now.ask(asking).has_value());
  BOOST_TEST(now.told->attempts.size() >= 6u);
  check(*now.told);
}

BOOST_AUTO_TEST_CASE(of_connections_that_are_refused) {
  situation now({test::good});
  now.server.stop();
  client asking(now.context.get_executor(), now.config);
  for (int i = 0; i < 3; ++i) now.ask_for(asking);
  now.pass_until([&] { return now.done == 3; });
  BOOST_TEST(now.told->attempts.size() > 3u);
  check(*now.told);
}

BOOST_AUTO_TEST_CASE(of_calls_whose_context_is_destroyed) {
  std::shared_ptr<test::recorder> told;
  std::optional<client> survivor;
  {
    situation now({"silence"});
    told = now.told;
    now.config.max_connections = 1;
    survivor.emplace(now.context.get_executor(), now.config);
    for (int i = 0; i < 3; ++i) async_query(*survivor, {"s", "i"}, asio::detached);
    test::run_until(now.context, [&] { return now.asked == 1; });
  }
  BOOST_TEST(told->calls.size() == 3u);
  check(*told);
}

BOOST_AUTO_TEST_CASE(of_calls_that_share_a_request_whose_leader_has_no_time) {
  situation now({test::busy, test::good});
  now.config.sharing.share_requests = true;
  client asking(now.context.get_executor(), now.config);
  for (auto const timeout : {1s, 2s, 30s, 1s}) now.ask_for(asking, call_options().timeout(timeout));
  now.pass_until([&] { return now.done == 4; });
  BOOST_TEST(now.told->attempts.size() == 2u);
  check(*now.told);
}

BOOST_AUTO_TEST_CASE(whatever_happens) {
  for (unsigned seed = 0; seed < 30; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      std::mt19937 random(seed);
      std::string const kinds[] = {test::good,
                                   test::busy,
                                   test::http_answer("", "503 Service Unavailable", "Retry-After: 0\r\n"),
                                   test::http_answer("", "429 Too Many Requests", "Retry-After: 1\r\n"),
                                   "",
                                   "silence",
                                   test::broken,
                                   test::http_answer(test::running_body, "200 OK", "Connection: close\r\n")};
      std::vector<std::string> answers;
      for (int i = 0; i < 60; ++i) answers.push_back(kinds[random() % std::size(kinds)]);
      answers.push_back(test::good);
      situation now(answers);
      now.config.max_connections = 3;
      now.config.call_timeout = 5s;
      now.config.max_wait = 4s;
      now.config.sharing.share_requests = seed % 3 != 0;
      std::optional<client> asking(std::in_place, now.context.get_executor(), now.config);
      asio::cancellation_signal cancels[30];
      for (std::size_t i = 0; i < std::size(cancels); ++i) {
        async_query(*asking, {"s", std::to_string(i % 5)},
                    call_options().timeout(std::chrono::milliseconds(1000 + random() % 5000)),
                    asio::bind_cancellation_slot(cancels[i].slot(), [&](auto const&) { ++now.done; }));
        if (i % 3 == 0) test::settle(now.context);
      }
      for (int turn = 0; turn < 40; ++turn) {
        test::settle(now.context);
        now.clock->advance(std::chrono::milliseconds(random() % 300));
        if (turn % 4 == 0) cancels[random() % std::size(cancels)].emit(asio::cancellation_type::terminal);
        if (turn == 20 && seed % 5 == 0) now.server.stop();
      }
      if (seed % 2 == 0) now.pass_until([&] { return now.done == 30; });
      asking.reset();
      test::pass_events(now.context);
      BOOST_TEST(now.done == 30);
      check(*now.told);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
