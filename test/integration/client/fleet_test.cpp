// Waiting for many runs, on virtual time.

#include "timed_runs.hpp"

#include <dataarts/async.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(fleet_test)

namespace asio = boost::asio;
using dataarts::client;
using dataarts::condition;
using dataarts::errc;
using dataarts::finished_wait;
using dataarts::fleet_options;
using dataarts::fleet_progress;
using dataarts::run_status;
using namespace std::chrono_literals;
using duration = dataarts::clock::duration;
using mock_answer = dataarts::mock::answer;

namespace {

/// i0 takes no time, i1 one step, ...
auto by_number(duration step) {
  return [step](std::string_view id) {
    auto const at = id.find_first_of("0123456789");
    return step * std::stoi(std::string(id.substr(at)));
  };
}

std::shared_ptr<mock_answer const> refusal(unsigned status, std::string const& code,
                                           std::vector<mock_answer::header> const& headers = {}) {
  return std::make_shared<mock_answer const>(status, R"({"error_code":")" + code + R"(","error_msg":"no"})", headers);
}

std::set<std::size_t> indices(std::vector<finished_wait> const& ends) {
  std::set<std::size_t> made;
  for (auto const& each : ends) made.insert(each.index);
  return made;
}

bool all_finished(std::vector<finished_wait> const& ends) {
  return std::all_of(ends.begin(), ends.end(), [](finished_wait const& each) {
    return each.outcome.has_value() && each.outcome->status() == run_status::finished;
  });
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_run_comes_once_and_none_is_looked_at_afterwards) {
  test::fleet now(by_number(1s));
  client asking(now.context.get_executor(), now.config);
  auto const all = test::fleet::references(500);
  auto stream = asking.wait_all(all);
  auto const ends = now.all_of(stream);
  BOOST_TEST(ends.size() == 500u);
  BOOST_TEST(indices(ends).size() == 500u);
  BOOST_TEST(all_finished(ends));
  for (auto const& each : ends) BOOST_TEST((each.ref == all[each.index]));
  BOOST_TEST(now.runs->looks_after_end == 0);
  BOOST_TEST(stream.progress().finished == 500u);
  BOOST_TEST(stream.progress().left == 0u);
}

BOOST_AUTO_TEST_CASE(an_empty_range_ends_at_once) {
  test::fleet now(by_number(1s));
  client asking(now.context.get_executor(), now.config);
  auto stream = asking.wait_all(std::vector<dataarts::instance_ref>());
  BOOST_TEST(now.all_of(stream).empty());
  BOOST_TEST(now.all_of(stream).empty());
}

BOOST_AUTO_TEST_CASE(more_references_than_are_read_at_once) {
  test::fleet now([](std::string_view) { return duration(0); });
  client asking(now.context.get_executor(), now.config);
  auto stream = asking.wait_all(test::fleet::references(5000));
  BOOST_TEST(indices(now.all_of(stream)).size() == 5000u);
}

BOOST_AUTO_TEST_CASE(the_rate_is_never_passed_and_nobody_starves) {
  test::fleet now([](std::string_view) { return duration(100s); });
  client asking(now.context.get_executor(), now.config);
  auto const options = fleet_options().max_rate(20).max_interval(20s);
  auto stream = asking.wait_all(test::fleet::references(300), options);
  BOOST_TEST(all_finished(now.all_of(stream)));
  auto const& times = now.runs->times;
  for (std::size_t i = 20; i < times.size(); ++i) BOOST_TEST((times[i] - times[i - 20] >= 950ms));
  // 300 runs, 20 looks per second: a sweep takes 15 s.
  constexpr auto longest = 20s + 15s + 1s;
  BOOST_TEST(now.runs->times_of.size() == 300u);
  for (auto const& [id, when] : now.runs->times_of) {
    auto before = dataarts::clock::time_point{};
    for (auto const at : when) BOOST_TEST((at - std::exchange(before, at) <= longest));
  }
}

BOOST_AUTO_TEST_CASE(a_limit_of_the_client_holds_as_well) {
  test::fleet now([](std::string_view) { return duration(0); });
  now.config.throttle.requests_per_second = 10;
  client asking(now.context.get_executor(), now.config);
  auto stream = asking.wait_all(test::fleet::references(100));
  BOOST_TEST(all_finished(now.all_of(stream)));
  auto const& times = now.runs->times;
  BOOST_TEST((times.back() - times.front() >= 8s));
  BOOST_TEST(stream.progress().limit.value() == 10);
}

BOOST_AUTO_TEST_CASE(looks_and_results_that_nobody_takes_are_bounded) {
  test::fleet now([](std::string_view) { return duration(0); });
  client asking(now.context.get_executor(), now.config);
  auto stream = asking.wait_all(test::fleet::references(100), fleet_options().concurrency(7));
  auto const first = now.run(stream.next());
  BOOST_TEST(first.has_value());
  for (int i = 0; i < 100; ++i) test::settle(now.context);
  BOOST_TEST(now.runs->times.size() <= 8u);
  BOOST_TEST(now.all_of(stream).size() == 99u);
}

BOOST_AUTO_TEST_CASE(a_fixed_interval_is_kept) {
  test::fleet now([](std::string_view) { return duration(45s); });
  client asking(now.context.get_executor(), now.config);
  auto stream = asking.wait_all(test::fleet::references(3), fleet_options().fixed_interval(10s));
  BOOST_TEST(now.all_of(stream).size() == 3u);
  for (auto const& [id, looks] : now.runs->looks) BOOST_TEST(looks == 6);
}

BOOST_AUTO_TEST_CASE(runs_that_failed_are_results_unless_asked) {
  for (bool const as_failure : {false, true}) {
    test::fleet now(by_number(1s));
    client asking(now.context.get_executor(), now.config);
    auto stream = asking.wait_all(test::fleet::references(3, "bad"), fleet_options().failed_is_failure(as_failure));
    for (auto const& each : now.all_of(stream)) {
      BOOST_TEST(each.outcome.has_error() == as_failure);
      if (as_failure) BOOST_TEST((each.outcome.error() == condition::run_failed));
    }
    BOOST_TEST(stream.progress().failed == 3u);
  }
}

BOOST_AUTO_TEST_CASE(a_refusal_that_will_not_change_ends_one_wait_at_once) {
  test::fleet now(by_number(1s));
  now.runs->instead = [](std::string const& id, int) { return id == "i2" ? refusal(400, "DLF.6201") : nullptr; };
  client asking(now.context.get_executor(), now.config);
  auto stream = asking.wait_all(test::fleet::references(5), fleet_options().not_found_grace(0s));
  for (auto const& each : now.all_of(stream)) {
    BOOST_TEST(each.outcome.has_error() == (each.index == 2));
    if (each.index == 2) BOOST_TEST(each.outcome.error().service_code() == "DLF.6201");
  }
  BOOST_TEST(now.runs->looks["i2"] == 1);
  BOOST_TEST(stream.progress().given_up == 1u);
}

BOOST_AUTO_TEST_CASE(one_that_is_not_found_has_a_short_grace) {
  test::fleet now([](std::string_view) { return duration(0); });
  now.runs->instead = [](std::string const& id, int look) {
    return id == "i0" && look < 3 ? refusal(400, "DLF.6205") : id == "i1" ? refusal(400, "DLF.6205") : nullptr;
  };
  client asking(now.context.get_executor(), now.config);
  auto stream = asking.wait_all(test::fleet::references(2), fleet_options().not_found_grace(10s));
  for (auto const& each : now.all_of(stream)) BOOST_TEST(each.outcome.has_value() == (each.index == 0));
  BOOST_TEST(now.runs->looks["i0"] == 4);
  BOOST_TEST((now.clock->now() - dataarts::clock::time_point{} >= 10s));
}

BOOST_AUTO_TEST_CASE(throttling_and_503_slow_down_and_never_fail) {
  for (unsigned const status : {429U, 503U}) {
    test::fleet now([](std::string_view) { return duration(0); });
    int refused = 0;
    now.runs->instead = [&](std::string const&, int) {
      return ++refused <= 200 ? refusal(status, "APIGW.1") : nullptr;
    };
    client asking(now.context.get_executor(), now.config);
    auto stream = asking.wait_all(test::fleet::references(20), fleet_options().max_failures(1));
    BOOST_TEST(all_finished(now.all_of(stream)));
    BOOST_TEST((now.clock->now() - dataarts::clock::time_point{} >= 5s));
  }
}

BOOST_AUTO_TEST_CASE(a_retry_after_holds_all_looks) {
  test::fleet now([](std::string_view) { return duration(0); });
  now.runs->instead = [](std::string const& id, int look) {
    return id == "i0" && look == 0 ? refusal(503, "APIGW.1", {{"Retry-After", "20"}}) : nullptr;
  };
  client asking(now.context.get_executor(), now.config);
  auto const options = fleet_options().concurrency(1).max_interval(2s);
  auto stream = asking.wait_all(test::fleet::references(50), options);
  BOOST_TEST(all_finished(now.all_of(stream)));
  BOOST_TEST((now.runs->times[1] - now.runs->times[0] >= 20s));
}

BOOST_AUTO_TEST_CASE(passing_failures_of_one_run_are_counted) {
  test::fleet now(by_number(1s));
  now.runs->instead = [](std::string const& id, int) { return id == "i3" ? refusal(500, "X") : nullptr; };
  client asking(now.context.get_executor(), now.config);
  auto stream = asking.wait_all(test::fleet::references(10), fleet_options().max_failures(4));
  for (auto const& each : now.all_of(stream)) BOOST_TEST(each.outcome.has_error() == (each.index == 3));
  BOOST_TEST(now.runs->looks["i3"] == 4);
}

BOOST_AUTO_TEST_CASE(when_all_looks_are_refused_the_whole_wait_ends) {
  for (unsigned const status : {401U, 500U}) {
    test::fleet now(by_number(1s));
    now.runs->instead = [&](std::string const&, int) { return refusal(status, "X"); };
    client asking(now.context.get_executor(), now.config);
    auto stream = asking.wait_all(test::fleet::references(10'000), fleet_options().concurrency(5).max_failures(4));
    auto const ends = now.all_of(stream);
    BOOST_TEST(indices(ends).size() == 10'000u);
    BOOST_TEST(now.runs->times.size() <= 40u);
    for (auto const& each : ends) BOOST_TEST((each.outcome.error().http_status() == static_cast<int>(status)));
  }
}

BOOST_AUTO_TEST_CASE(the_deadline_gives_up_what_is_left_and_tells_what_was_seen) {
  test::fleet now(by_number(10s));
  client asking(now.context.get_executor(), now.config);
  auto stream = asking.wait_all(test::fleet::references(100), fleet_options().deadline(200s).concurrency(8));
  auto const ends = now.all_of(stream);
  BOOST_TEST(indices(ends).size() == 100u);
  BOOST_TEST((now.clock->now() - dataarts::clock::time_point{} == 200s));
  for (auto const& each : ends) {
    if (each.outcome.has_value()) continue;
    BOOST_TEST((each.outcome.error() == errc::deadline_exceeded));
    BOOST_TEST_REQUIRE(each.outcome.error().observed().size() == 1u);
    BOOST_TEST(each.outcome.error().observed()[0].status == "RUNNING");
  }
  BOOST_TEST(ends.back().outcome.error().message().starts_with("the call took longer than its timeout: the run i"));
  BOOST_TEST(stream.progress().given_up + stream.progress().finished == 100u);
}

BOOST_AUTO_TEST_CASE(looks_under_way_at_the_deadline_end_as_all_others) {
  test::fleet now([](std::string_view) { return duration(600s); });
  now.runs->delay = 30s;
  client asking(now.context.get_executor(), now.config);
  auto stream = asking.wait_all(test::fleet::references(20), fleet_options().deadline(10s).concurrency(4));
  auto const ends = now.all_of(stream);
  BOOST_TEST(indices(ends).size() == 20u);
  for (auto const& each : ends) BOOST_TEST((each.outcome.error() == errc::deadline_exceeded));
}

BOOST_AUTO_TEST_CASE(a_script_that_is_forbidden_harms_no_other) {
  test::fleet now([](std::string_view) { return duration(0); });
  now.runs->instead = [](std::string const& id, int) { return id < "i5" ? refusal(403, "DLF.3") : nullptr; };
  client asking(now.context.get_executor(), now.config);
  auto stream = asking.wait_all(test::fleet::references(500), fleet_options().concurrency(2).max_failures(3));
  for (auto const& each : now.all_of(stream)) BOOST_TEST(each.outcome.has_value() == (each.ref.instance() >= "i5"));
}

BOOST_AUTO_TEST_CASE(looks_that_are_refused_together_pause_the_others_once) {
  test::fleet now([](std::string_view) { return duration(0); });
  now.runs->instead = [](std::string const&, int look) { return look == 0 ? refusal(503, "APIGW.1") : nullptr; };
  client asking(now.context.get_executor(), now.config);
  auto stream = asking.wait_all(test::fleet::references(16), fleet_options().concurrency(16));
  BOOST_TEST(all_finished(now.all_of(stream)));
  BOOST_TEST((now.clock->now() - dataarts::clock::time_point{} <= 3s));
}

BOOST_AUTO_TEST_CASE(throttling_slows_down_even_if_no_limit_may_be_learnt) {
  test::fleet now([](std::string_view) { return duration(0); });
  now.config.throttle.adapt = false;
  int refused = 0;
  now.runs->instead = [&](std::string const&, int) { return ++refused <= 50 ? refusal(429, "APIGW.0308") : nullptr; };
  client asking(now.context.get_executor(), now.config);
  auto stream = asking.wait_all(test::fleet::references(20), fleet_options().concurrency(1));
  BOOST_TEST(all_finished(now.all_of(stream)));
  BOOST_TEST((now.clock->now() - dataarts::clock::time_point{} >= 60s));
}

BOOST_AUTO_TEST_CASE(a_next_that_is_cancelled_loses_nothing) {
  test::fleet now([](std::string_view) { return duration(60s); });
  client asking(now.context.get_executor(), now.config);
  auto stream = asking.wait_all(test::fleet::references(3));
  asio::cancellation_signal signal;
  std::exception_ptr why;
  dataarts::async_next(
      stream, asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr error, auto) { why = error; }));
  now.pass_until([&] { return now.runs->times.size() >= 3; });
  signal.emit(asio::cancellation_type::terminal);
  test::run_until(now.context, [&] { return why != nullptr; });
  BOOST_CHECK_THROW(std::rethrow_exception(why), boost::system::system_error);
  BOOST_TEST(now.all_of(stream).size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_stream_that_is_destroyed_lets_the_context_end) {
  test::fleet now([](std::string_view) { return duration(60s); });
  client asking(now.context.get_executor(), now.config);
  {
    auto stream = asking.wait_all(test::fleet::references(3));
    asio::co_spawn(now.context, [&stream]() -> asio::awaitable<void> { co_await stream.next(); }, asio::detached);
    now.pass_until([&] { return now.runs->times.size() >= 3; });
  }
  now.server->stop();
  now.pass_until([&] { return now.clock->next_alarm() == std::nullopt; });
  BOOST_TEST(now.runs->times.size() == 3u);
}

BOOST_AUTO_TEST_CASE(closing_or_draining_the_client_ends_all_waits) {
  for (bool const drain : {false, true}) {
    test::fleet now([](std::string_view) { return duration(600s); });
    client asking(now.context.get_executor(), now.config);
    auto stream = asking.wait_all(test::fleet::references(300));
    auto ends = test::start(now.context, [](dataarts::fleet_stream& from) -> asio::awaitable<int> {
      int closed = 0;
      for (;;) {
        auto const next = co_await from.next();
        if (!next) break;
        if (next->outcome.has_error() && next->outcome.error() == errc::client_closed) ++closed;
      }
      co_return closed;
    }(stream));
    now.pass_until([&] { return now.runs->times.size() >= 300; });
    if (drain) {
      dataarts::async_drain(asking, [] {});
    } else {
      asking.close();
    }
    test::run_until(now.context, [&] { return ends.done(); });
    BOOST_TEST(ends.value() == 300);
  }
}

BOOST_AUTO_TEST_CASE(a_context_may_be_destroyed_before_the_stream) {
  std::optional<dataarts::fleet_stream> stream;
  std::optional<client> asking;
  {
    test::fleet now([](std::string_view) { return duration(60s); });
    asking.emplace(now.context.get_executor(), now.config);
    stream.emplace(asking->wait_all(test::fleet::references(3)));
    asio::co_spawn(now.context, [&stream]() -> asio::awaitable<void> { co_await stream->next(); }, asio::detached);
    now.pass_until([&] { return now.runs->times.size() >= 3; });
  }
  stream.reset();
  asking.reset();
}

BOOST_AUTO_TEST_CASE(an_exception_of_the_range_comes_once_and_ends_it) {
  struct broken final : dataarts::reference_source {
    std::optional<dataarts::instance_ref> next() override {
      if (given == 2) throw std::runtime_error("line 3 is broken");
      return dataarts::instance_ref("s", "i" + std::to_string(given++));
    }
    int given = 0;
  };
  test::fleet now(by_number(1s));
  client asking(now.context.get_executor(), now.config);
  auto stream = asking.wait_all(std::make_unique<broken>());
  BOOST_CHECK_EXCEPTION(now.run(stream.next()), std::runtime_error,
                        [](std::runtime_error const& what) { return std::string(what.what()) == "line 3 is broken"; });
  BOOST_TEST(now.all_of(stream).size() == 2u);
}

BOOST_AUTO_TEST_CASE(unusable_options_are_named) {
  test::fleet now(by_number(1s));
  client asking(now.context.get_executor(), now.config);
  BOOST_CHECK_EXCEPTION(
      asking.wait_all(test::fleet::references(1), fleet_options().concurrency(0)), std::invalid_argument,
      [](std::invalid_argument const& what) { return std::string(what.what()).starts_with("concurrency: "); });
}

BOOST_AUTO_TEST_CASE(progress_is_told_and_adds_up) {
  test::fleet now(by_number(1s));
  client asking(now.context.get_executor(), now.config);
  std::vector<fleet_progress> told;
  auto const options =
      fleet_options().progress_interval(10s).on_progress([&](fleet_progress const& each) { told.push_back(each); });
  auto stream = asking.wait_all(test::fleet::references(60), options);
  BOOST_TEST(now.all_of(stream).size() == 60u);
  BOOST_TEST(told.size() >= 6u);
  for (auto const& each : told) {
    BOOST_TEST(each.instances == 60u);
    BOOST_TEST(each.unseen + each.launching + each.running + each.unknown + each.finished + each.failed +
                   each.given_up ==
               60u);
  }
  BOOST_TEST(told[2].looks_per_second > 0);
  BOOST_TEST(told[2].time_left.has_value());
  BOOST_TEST(told.back().left == 0u);
  BOOST_TEST(told.back().finished == 60u);
}

BOOST_AUTO_TEST_SUITE_END()
