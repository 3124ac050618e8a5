// Two endpoints in turns, and what the machine adds by itself.

#include "loaded.hpp"

#include "calibrate/calibration.hpp"
#include "compare/comparison.hpp"
#include "run/alternating_run.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(against_test)

namespace asio = boost::asio;
namespace load = dataarts::load;
namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using load::outcome;
using load::side;

namespace {

constexpr std::uint64_t requests_of_a_turn = 60;

struct told_of_turns final : load::alternation_listener {
  void on_open(side, std::size_t connections) override { opened += connections; }
  void on_turn(side of, std::size_t pair, load::result const& seen) override {
    order += of == side::before ? 'A' : 'B';
    pairs.push_back(pair);
    planned.push_back(seen.total.planned);
    if (after_turn) after_turn();
  }
  void on_alternated() override { ended = true; }
  void on_unreachable(side of, dataarts::failure const&) override { unreachable = of; }

  std::size_t opened = 0;
  std::string order;
  std::vector<std::size_t> pairs;
  std::vector<std::uint64_t> planned;
  std::function<void()> after_turn;
  bool ended = false;
  std::optional<side> unreachable;
};

// Each turn ends when its requests are made, long before its time.
load::run_settings listed(mock::server const& server, load::load_model model) {
  load::run_settings made;
  made.client.endpoint = server.url();
  made.client.project_id = "p";
  made.threads = 0;
  made.plan.model = model;
  made.plan.targets = {{"good", "i"}, {"sometimes", "i"}};
  made.plan.connections = made.plan.users = 5;
  made.plan.duration = 8h;
  made.plan.timeout = 1h;
  if (model == load::load_model::open) made.plan.stages = {{1, 1, 8h}};
  made.source = [targets = made.plan.targets](load::shard part) {
    return std::make_unique<test::listed_requests>(targets, part.index, part.count, requests_of_a_turn);
  };
  return made;
}

void add_answers(mock::server& server, bool sometimes_fails) {
  mock::instance good("good");
  server.add(good.script("good").finished());
  mock::own_answer broken;
  broken.status = 500;
  broken.body = "{}";
  mock::instance sometimes("sometimes");
  sometimes.script("sometimes");
  server.add(sometimes_fails ? sometimes.always(mock::canned_answer(broken)) : sometimes.finished());
}

void run_to_end(asio::io_context& context, load::alternating_run& run, told_of_turns const& told) {
  run.start();
  while (!told.ended && !told.unreachable) context.run_one();
}

}  // namespace

BOOST_AUTO_TEST_CASE(turns_are_taken_over_connections_that_are_kept) {
  for (auto const model : {load::load_model::closed, load::load_model::open}) {
    asio::io_context context(1);
    mock::server first(context);
    mock::server second(context);
    add_answers(first, false);
    add_answers(second, false);
    told_of_turns told;
    load::alternating_run run(context, listed(first, model), second.url(), {.count = 4, .length = 2h, .warmup = 0s},
                              told);
    run_to_end(context, run, told);
    BOOST_REQUIRE(told.ended);
    BOOST_TEST(told.opened == 10U);
    BOOST_TEST(told.order == "ABBAABBA");
    BOOST_TEST((told.pairs == std::vector<std::size_t>{0, 0, 1, 1, 2, 2, 3, 3}));
    for (auto const planned : told.planned) BOOST_TEST(planned == requests_of_a_turn);
    for (auto const* const server : {&first, &second}) {
      BOOST_TEST(server->counters().requests == 4 * requests_of_a_turn);
      BOOST_TEST(server->counters().connections_opened == 5U);
    }
    for (auto const which : {side::before, side::after}) {
      auto const& seen = run.of(which);
      BOOST_TEST(seen.blocks().size() == 4U);
      BOOST_REQUIRE(seen.turns().size() == 4U);
      for (std::size_t i = 0; i < 4; ++i) {
        BOOST_TEST(seen.turns()[i].second == static_cast<std::int64_t>(i));
        BOOST_TEST(seen.turns()[i].planned == requests_of_a_turn);
      }
      BOOST_TEST(seen.together().total.count(outcome::answered) == 4 * requests_of_a_turn);
      BOOST_TEST(seen.together().endpoint == (which == side::before ? first.url() : second.url()));
      std::int64_t expected = 0;
      for (auto const& second_of_it : seen.together().intervals) BOOST_TEST(second_of_it.second == expected++);
    }
  }
}

BOOST_AUTO_TEST_CASE(an_endpoint_that_fails_more_often_is_a_regression) {
  asio::io_context context(1);
  mock::server first(context);
  mock::server second(context);
  add_answers(first, false);
  add_answers(second, true);
  told_of_turns told;
  load::alternating_run run(context, listed(first, load::load_model::closed), second.url(),
                            {.count = 8, .length = 1h, .warmup = 0s}, told);
  run_to_end(context, run, told);
  auto const found = load::compare_paired(run.of(side::before).blocks(), run.of(side::after).blocks());
  BOOST_TEST(found.regressed());
  auto const& errors = found.differences[static_cast<std::size_t>(load::compared::error_share)];
  BOOST_TEST((errors.verdict == load::change_verdict::worse));
  BOOST_TEST(*errors.after == 0.5);
}

BOOST_AUTO_TEST_CASE(a_stop_leaves_whole_pairs_only) {
  asio::io_context context(1);
  mock::server first(context);
  mock::server second(context);
  add_answers(first, false);
  add_answers(second, false);
  told_of_turns told;
  load::alternating_run run(context, listed(first, load::load_model::closed), second.url(),
                            {.count = 8, .length = 1h, .warmup = 0s}, told);
  told.after_turn = [&] {
    if (told.order.size() == 3) run.stop(load::end_reason::interrupted);
  };
  run_to_end(context, run, told);
  BOOST_TEST(told.ended);
  BOOST_TEST(told.order == "ABB");
  BOOST_TEST(run.of(side::before).blocks().size() == 1U);
  BOOST_TEST(run.of(side::after).blocks().size() == 1U);
  BOOST_TEST(run.of(side::before).turns().size() == 1U);
}

BOOST_AUTO_TEST_CASE(nothing_is_sent_if_one_endpoint_is_not_there) {
  asio::io_context context(1);
  mock::server first(context);
  mock::server second(context);
  add_answers(first, false);
  second.refuse(true);
  told_of_turns told;
  load::alternating_run run(context, listed(first, load::load_model::closed), second.url(),
                            {.count = 8, .length = 1h, .warmup = 0s}, told);
  run_to_end(context, run, told);
  BOOST_REQUIRE(told.unreachable.has_value());
  BOOST_TEST((*told.unreachable == side::after));
  BOOST_TEST(first.counters().requests == 0U);
}

BOOST_AUTO_TEST_CASE(calibration_measures_every_part) {
  std::vector<std::string> begun;
  load::calibration_settings settings;
  settings.connections = 3;
  settings.rates = {500};
  settings.step = 30ms;
  settings.warmup = 1ms;
  auto const found = load::calibrate(settings, [&](std::string_view what) { begun.emplace_back(what); });
  BOOST_TEST((begun ==
              std::vector<std::string>{"closed loop, 3 connections", "open loop, 500/s", "closed loop, 1 connection"}));
  BOOST_TEST(found.connections == 3U);
  BOOST_TEST(found.answers_per_second > 0);
  BOOST_REQUIRE(found.rates.size() == 1U);
  BOOST_TEST(found.rates[0].rate == 500);
  BOOST_TEST(found.rates[0].answered == 1);
  BOOST_TEST(found.lowest > 0);
  BOOST_TEST(found.response.p50 >= found.lowest);
  BOOST_TEST(found.machine.cores >= 1U);
}

BOOST_AUTO_TEST_SUITE_END()
