#include "plan/plan_checks.hpp"

#include "plan/stages.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <limits>
#include <string>

BOOST_AUTO_TEST_SUITE(plan_checks)

using namespace dataarts::load;
using namespace std::chrono_literals;

plan good(load_model model) {
  plan made;
  made.model = model;
  made.targets = {{"s", "1"}};
  if (model != load_model::closed) made.stages = parse_stages("0->5/s:4s,5/s:6s");
  return made;
}

template <class Change>
std::string problems(load_model model, Change const& change) {
  auto some = good(model);
  change(some);
  return to_text(problems_of(some));
}

BOOST_AUTO_TEST_CASE(nothing_is_wrong) {
  for (auto const model : {load_model::closed, load_model::open, load_model::workload}) {
    BOOST_TEST(to_text(problems_of(good(model))) == "");
  }
  // What the model does not use may be anything.
  BOOST_TEST(problems(load_model::closed, [](plan& p) { p.max_in_flight = 0; }) == "");
  BOOST_TEST(problems(load_model::open, [](plan& p) { p.users = 0; }) == "");
  BOOST_TEST(problems(load_model::open, [](plan& p) { p.polling.growth = 0; }) == "");
  BOOST_TEST(problems(load_model::open, [](plan& p) { p.zipf_exponent = -1; }) == "");
}

BOOST_AUTO_TEST_CASE(everything_is_told_at_once) {
  auto const text = problems(load_model::closed, [](plan& p) {
    p.warmup = -1s;
    p.duration = 0s;
    p.requests = 0;
    p.users = 0;
    p.connections = 0;
    p.timeout = 0s;
    p.targets.clear();
    p.order = target_order::zipf;
    p.zipf_exponent = std::numeric_limits<double>::quiet_NaN();
  });
  BOOST_TEST(text ==
             "warmup: -1000000000ns; expected no less than 0s\n"
             "duration: 0s; expected more than 0s, such as 30s\n"
             "requests: 0 requests; expected at least 1, or none to end by time alone\n"
             "users: no users, so nothing would be sent; expected at least 1\n"
             "connections: 0; expected at least 1\n"
             "timeout: 0s; expected more than 0s, such as 30s\n"
             "targets: none; expected at least one script and instance\n"
             "zipf_exponent: nan; expected a number from 0, all alike, to 10; usual is 1\n");
}

BOOST_AUTO_TEST_CASE(what_no_machine_carries_out) {
  BOOST_TEST(problems(load_model::closed,
                      [](plan& p) {
                        p.users = 1'000'000'000'000;
                        p.connections = 65'536;
                        p.max_in_flight = 10'000'001;
                        p.requests = 1'000'000'000'001;
                      }) ==
             "connections: 65536; at most 65535 are supported\n"
             "users: 1000000000000; at most 10000000 are supported\n"
             "max_in_flight: 10000001; at most 10000000 are supported\n"
             "requests: 1000000000001; at most 1000000000000 are supported\n");
  BOOST_TEST(problems(load_model::closed, [](plan& p) { p.targets = {{"s", "1"}, {"..", "1"}}; }) ==
             "targets[1]: script name \"..\" is a path of its own, which servers and proxies resolve\n");
}

BOOST_AUTO_TEST_CASE(stages) {
  auto const open = [](auto change) { return problems(load_model::open, change); };
  BOOST_TEST(open([](plan& p) { p.stages.clear(); }) ==
             "stages: none; expected a rate such as 500/s, or stages such as 0->500/s:30s,500/s:5m\n");
  BOOST_TEST(open([](plan& p) { p.stages = constant_rate(0, 10s); }) ==
             "stages: the rate is 0 all the time, so nothing would be sent; expected such as 500/s:5m\n");
  BOOST_TEST(open([](plan& p) { p.stages[1].to = -1; }) ==
             "stages[1].to: -1/s; expected a rate from 0/s to 10000000/s\n");
  BOOST_TEST(open([](plan& p) { p.stages[0].from = std::numeric_limits<double>::infinity(); }) ==
             "stages[0].from: inf/s; expected a rate from 0/s to 10000000/s\n");
  BOOST_TEST(open([](plan& p) { p.stages[0].lasting = 0s; }) ==
             "stages[0].lasting: 0s; expected more than 0s, such as 30s\n");
  BOOST_TEST(open([](plan& p) { p.stages = {{1, 1, 50'000h}, {1, 1, 50'000h}}; }) ==
             "stages: together longer than ten years, which is the longest\n");
  BOOST_TEST(open([](plan& p) { p.warmup = 10s; }) ==
             "warmup: 10s is not shorter than all stages together, 10s, so nothing would be measured\n");
  BOOST_TEST(open([](plan& p) { p.warmup = 4s; }) ==
             "duration: 10s, but after the warm-up the stages last 6s; leave it out, or change the stages\n");
  BOOST_TEST(open([](plan& p) { p.max_in_flight = 0; }) ==
             "max_in_flight: 0, so everything would be dropped; expected at least 1\n");
  BOOST_TEST(open([](plan& p) { p.requests = 0; }) ==
             "requests: 0 requests; expected at least 1, or none to end with the stages\n");
}

BOOST_AUTO_TEST_CASE(workload) {
  auto const text = problems(load_model::workload, [](plan& p) {
    p.requests = 5;
    p.targets = {{"s", "1"}, {"", "1"}, {"s", ""}};
    p.polling = {-1s, 1us, 0.5, 1s, 2};
    p.run_times = {30s, 10s};
  });
  BOOST_TEST(text ==
             "requests: a workload ends with its stages; leave it out\n"
             "targets[1]: no script; expected its name\n"
             "polling.initial_delay: -1000000000ns; expected no less than 0s\n"
             "polling.interval: 1us; expected at least 1ms\n"
             "polling.growth: 0.5; expected from 1, always the same interval, to 1000; usual is 1.5\n"
             "polling.jitter: 2; expected a share from 0 to 1\n"
             "run_times.p99: 10s is shorter than the median, 30s\n");
  BOOST_TEST(problems(load_model::workload, [](plan& p) { p.polling.max_interval = 1s; }) ==
             "polling.max_interval: 1s is shorter than the interval, 5s\n");
  BOOST_TEST(problems(load_model::workload, [](plan& p) {
               p.execute = true;
               p.run_times.median = 0s;
             }) == "");
}

BOOST_AUTO_TEST_SUITE_END()
