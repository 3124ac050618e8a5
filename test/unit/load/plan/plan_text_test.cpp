#include "plan/plan_text.hpp"

#include "plan/plan_hash.hpp"
#include "plan/stages.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

BOOST_AUTO_TEST_SUITE(plan_texts)

using namespace dataarts::load;
using namespace std::chrono_literals;

plan open_plan() {
  plan made;
  made.model = load_model::open;
  made.stages = parse_stages("0->500/s:30s,500/s:5m");
  made.warmup = 30s;
  made.duration = 5min;
  made.targets = {{"report", "1"}, {"report", "2", "w"}, {"bad\x1b[2J", "3"}, {"report", "4"}};
  return made;
}

BOOST_AUTO_TEST_CASE(open_load) {
  auto const some = open_plan();
  BOOST_TEST(plan_text(some, {{1, 4}, "--shard"}) == "plan       " + plan_hash(some) + R"(
model      open: uniform arrivals, at most 10,000 in flight on 16 connections
lasts      5m, after 30s of warm-up
requests   157,500 requests
stages     0/s -> 500/s       from       0s to      30s  7,500 requests
           500/s              from      30s to    5m30s  150,000 requests
first         0.346410161 s  number 1        report 2 in w
              0.774596669 s  number 5        report 2 in w
              1.039230484 s  number 9        report 2 in w
              1.248999599 s  number 13       report 2 in w
              1.428285685 s  number 17       report 2 in w
targets    4 targets, one after the other
            25.0000%  report 1
            25.0000%  report 2 in w
            25.0000%  bad\x1b[2J 3
                   …  1 more
shard      1/4 by --shard: numbers 1, 5, …, 39,375 requests
)");
}

BOOST_AUTO_TEST_CASE(closed_load) {
  plan some;
  some.targets = {{"report", "1"}};
  some.requests = 1;
  some.users = 1;
  BOOST_TEST(plan_text(some, {}) == "plan       " + plan_hash(some) + R"(
model      closed: 1 user on 16 connections, each sends when it has its answer
lasts      10s or 1 request, whichever is first
requests   as many as the answers allow
targets    report 1
shard      all of it
)");
}

BOOST_AUTO_TEST_CASE(workload) {
  auto some = open_plan();
  some.model = load_model::workload;
  some.arrivals = arrivals_kind::poisson;
  some.order = target_order::zipf;
  some.run_times = {10s, 10s};
  auto const text = plan_text(some, {});
  BOOST_TEST(text.find("\nstarts     about 157,500 starts\n") != text.npos);
  // At 0 s, 5 s and 10 s.
  BOOST_TEST(text.find("\nlooks      about 3.0 for each run, so up to about 1500 requests/s\n") != text.npos);
  BOOST_TEST(text.find("\n            48.0000%  report 1\n") != text.npos);
  BOOST_TEST(text.find("Zipf, exponent 1") != text.npos);
  some.execute = true;
  BOOST_TEST(plan_text(some, {}).find("\nrun times  those of the service\n") != text.npos);
}

BOOST_AUTO_TEST_CASE(many_stages_are_not_all_told) {
  auto some = open_plan();
  some.stages.assign(25, {1, 1, 1s});
  some.warmup = 0s;
  some.requests = 3;
  auto const text = plan_text(some, {});
  BOOST_TEST(text.find("… 5 more stages") != text.npos);
  BOOST_TEST(text.find("3 requests: ends after 3 that are measured") != text.npos);
}

BOOST_AUTO_TEST_SUITE_END()
