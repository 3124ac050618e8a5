#include "report/live_view.hpp"

#include <display_text.hpp>

#include "sample_run.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(live_view_of_a_run)

using namespace dataarts::load;
using namespace std::chrono_literals;
using test::ms;

constexpr std::size_t many = 100;

std::string drawn(live_state const& state, live_moment const& at, text_style const& style = {},
                  std::size_t height = many) {
  std::string text;
  for (auto const& each : live_view(state, at, style, height)) text += each + '\n';
  return text;
}

/// In the middle of an open run, everything well.
live_state good_run() {
  live_state made;
  made.endpoint = "http://127.0.0.1:8080";
  made.model = load_model::open;
  made.warmup = 5s;
  made.duration = 30s;
  made.connections = 64;
  auto& last = made.last.emplace();
  last.second = 11;
  last.planned = 5000;
  last.ended[0] = 4987;
  last.response = {.p50 = 1'230'000, .p90 = 2 * ms, .p99 = 4'510'000, .p999 = 9 * ms, .max = 12'300'000};
  last.lag.p99 = 210'000;
  last.in_flight = 12;
  last.connections_open = 64;
  last.cpu = 0.43;
  for (std::uint64_t i = 0; i < 17; ++i) made.minute.push_back({300 * i, 0, static_cast<std::int64_t>(i % 5) * ms});
  auto& steps = made.recent.emplace_back();
  steps.counts[9] = 1000;   // 1 ms
  steps.counts[10] = 3500;  // 2 ms
  steps.counts[11] = 480;
  steps.counts[13] = 7;
  made.planned = 60'000;
  made.ended[0] = 59'900;
  made.response = {.p50 = 1'200'000, .p90 = 2 * ms, .p99 = 4'400'000, .p999 = 9 * ms, .max = 45'100'000};
  made.thresholds.push_back({"p99<50ms", true, true, 4.4e6, "4.40 ms"});
  return made;
}

BOOST_AUTO_TEST_CASE(in_the_middle) {
  BOOST_TEST(drawn(good_run(), {.since_start = 17'400ms}) ==
             R"(measured     ████████████░░░░░░░░░░░░░░░░░░  12s of 30s, 18s left

answered     4,987/s of 5,000/s planned, 59,900 so far
             ▁▁▂▂▃▃▄▄▅▅▅▆▆▇▇██  17 s, to 4,800/s

response            p50       p99       max
  now           1.23 ms   4.51 ms   12.3 ms
  so far        1.20 ms   4.40 ms   45.1 ms
             ▁▃▅▆█▁▃▅▆█▁▃▅▆█▁▃  p99, to 4.00 ms
  last 1 s       ≤ 1 ms ███████████▍                               20.05 %
                 ≤ 2 ms ████████████████████████████████████████   70.18 %
                 ≤ 5 ms █████▌                                      9.63 %
                ≤ 10 ms                                                0 %
                ≤ 20 ms ▏                                           0.14 %

errors       none
in flight    12, on 64 connections
generator    has room: lag p99 210 us, CPU 43 % of 1 thread

thresholds   ✓ p99<50ms  4.40 ms
)");
}

BOOST_AUTO_TEST_CASE(everything_goes_wrong_in_ascii) {
  auto state = good_run();
  state.ended[static_cast<std::size_t>(outcome::throttled)] = 1240;
  state.ended[static_cast<std::size_t>(outcome::dropped_by_generator)] = 17;
  state.ended[static_cast<std::size_t>(outcome::cancelled)] = 5;
  state.last->ended[static_cast<std::size_t>(outcome::throttled)] = 31;
  state.limits = {"17 of 60,000 planned requests were dropped: 10,000 were in flight already", "and more"};
  state.thresholds.push_back({"errors<0.1%", false, true, 0.02, "2.02 %"});
  state.thresholds.push_back(
      {"p99<5ms over 20s", false, false, {}, "no data: fewer than 20 whole seconds were measured"});
  auto const text = drawn(state, {.since_start = 17'400ms}, {.unicode = false, .colour = false, .width = 72});
  BOOST_TEST(text == R"(measured     ############..................  12s of 30s, 18s left

answered     4,987/s of 5,000/s planned, 59,900 so far
             __..::--===++**##  17 s, to 4,800/s

response            p50       p99       max
  now           1.23 ms   4.51 ms   12.3 ms
  so far        1.20 ms   4.40 ms   45.1 ms
             _:=+#_:=+#_:=+#_:  p99, to 4.00 ms
  last 1 s      <= 1 ms ###########                              20.05 %
                <= 2 ms ######################################   70.18 %
                <= 5 ms #####                                     9.63 %
               <= 10 ms                                              0 %
               <= 20 ms #                                         0.14 %

errors       31/s now; throttled 1,240, dropped_by_generator 17
in flight    12, on 64 connections
generator    LIMITS THIS RUN: lag p99 210 us, CPU 43 % of 1 thread
             17 of 60,000 planned requests were dropped: 10,000 were in
             flight already

thresholds   ok   p99<50ms          4.40 ms
             FAIL errors<0.1%       2.02 %
             ?    p99<5ms over 20s  no data: fewer than 20 whole second~
)");
}

BOOST_AUTO_TEST_CASE(phases) {
  live_state state;
  state.endpoint = "http://h";
  state.connections = 1;
  state.warmup = 5s;
  state.duration = 2500ms;
  auto const first = [&](live_moment const& at) { return live_view(state, at, {}, many).front(); };
  BOOST_TEST(first({}) == "connecting   to http://h, 1 connection");
  BOOST_TEST(first({.since_start = -2500ms}) == "waiting      for the common start, in 2s");
  BOOST_TEST(first({.since_start = 0s}) ==
             "warm-up      ░░░░░░░░░░░░░░░░░░░░░░░░  0s of 5s, 5s left; in no figure but these");
  BOOST_TEST(first({.since_start = 6s}) == "measured     ████████████░░░░░░░░░░░░░░░░░░  1s of 2.50s, 2s left");
  BOOST_TEST(first({.since_start = 7500ms}) == "draining     nothing new is sent; the answers under way are awaited");
  BOOST_TEST(first({.since_start = 6s, .stopping = true}) == first({.since_start = 8s}));
  state.requests = 2000;
  state.planned = 1500;
  BOOST_TEST(first({.since_start = 66s}) ==
             "measured     ██████████████████████░░░░░░░░  1m01s, 1,500 of 2,000 requests");
}

// Whatever the size, it fits, and what matters most is there.
BOOST_AUTO_TEST_CASE(fits_every_window) {
  auto state = good_run();
  state.ended[static_cast<std::size_t>(outcome::server_5xx)] = 3;
  state.thresholds.push_back({"errors<0.1%", false, true, 0.02, "2.02 %"});
  for (auto const unicode : {true, false}) {
    for (std::size_t width = 1; width <= 200; ++width) {
      for (std::size_t height = 1; height <= 30; ++height) {
        auto const lines =
            live_view(state, {.since_start = 17s}, {.unicode = unicode, .colour = false, .width = width}, height);
        BOOST_REQUIRE(lines.size() <= height);
        BOOST_REQUIRE(lines.front().starts_with(width >= 13 ? "measured" : ""));
        for (auto const& line : lines) {
          BOOST_REQUIRE(dataarts::apps::display_width(line) <= width);
          BOOST_REQUIRE(
              (unicode || line.find_first_not_of(" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"
                                                 "abcdefghijklmnopqrstuvwxyz{|}~") == std::string::npos));
        }
      }
    }
  }
  auto const low = drawn(state, {.since_start = 17s}, {}, 5);
  for (std::string_view const each : {"measured", "answered", "  now", "errors", "generator"}) {
    BOOST_TEST(low.find(each) != std::string::npos, each);
  }
}

BOOST_AUTO_TEST_CASE(nothing_from_outside_steers_the_terminal) {
  auto state = good_run();
  state.endpoint = "http://h/\x1b[2J";
  state.thresholds.front().text = "p99\x1b]0;x\x07";
  state.thresholds.front().measured = "\r\n\u202e";
  state.limits = {"\x1b[H"};
  for (auto const& at : {live_moment{}, live_moment{.since_start = 17s}}) {
    for (auto const& line : live_view(state, at, {}, many)) {
      BOOST_TEST(line.find_first_of("\x1b\r\n\x07") == std::string::npos);
      BOOST_TEST(line.find("\u202e") == std::string::npos);
    }
    BOOST_TEST(live_line(state, at).find_first_of("\x1b\r\n\x07") == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(colours_are_around_what_is_cut) {
  text_style const style{.unicode = true, .colour = true, .width = 20};
  auto const lines = live_view(good_run(), {.since_start = 17s}, style, many);
  BOOST_TEST(lines.at(2) == "\x1b[1manswered     \x1b[0m\x1b[1m4,987/s\x1b[0m");
  for (auto const& line : lines) {
    auto const last = line.rfind('\x1b');
    if (last != std::string::npos) BOOST_TEST(line.substr(last, 4) == "\x1b[0m", line);
  }
}

BOOST_AUTO_TEST_CASE(workload) {
  auto state = good_run();
  state.model = load_model::workload;
  state.runs_started = 1500;
  state.runs_over = 1400;
  BOOST_TEST(drawn(state, {.since_start = 17s}).find("\nruns         1,500 started, 1,400 over, 100 under way\n") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(as_a_line) {
  auto state = good_run();
  std::string const head =
      "measured: 12s of 30s, 18s left; answered 4,987/s of 5,000/s planned, response p50 1.23 ms, p99 4.51 ms, max "
      "12.3 ms; in flight 12, on 64 connections; lag p99 210 us; CPU 43 % of 1 thread; ";
  BOOST_TEST(live_line(state, {.since_start = 17s}) == head + "no errors");
  state.ended[static_cast<std::size_t>(outcome::throttled)] = 1240;
  state.limits = {"it used 95 % of its CPU"};
  state.thresholds.push_back({"errors<0.1%", false, true, 0.02, "2.02 %"});
  BOOST_TEST(
      live_line(state, {.since_start = 17s}) ==
      head +
          "errors so far: throttled 1,240; errors<0.1% does not hold: 2.02 %; the generator is the limit: it used "
          "95 % of its CPU");
}

BOOST_AUTO_TEST_SUITE_END()
