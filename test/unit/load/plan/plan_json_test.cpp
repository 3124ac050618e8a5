#include "plan/plan_json.hpp"

#include "plan/exact_json.hpp"
#include "plan/plan_error.hpp"
#include "plan/plan_hash.hpp"
#include "plan/stages.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(plan_json)

using namespace dataarts::load;
using namespace std::chrono_literals;
using std::chrono::nanoseconds;

std::string refusal(std::string_view text) {
  try {
    plan_from_json_text(text);
  } catch (plan_error const& why) {
    return why.what();
  }
  return "accepted";
}

bool same(plan const& a, plan const& b) {
  auto const same_stages =
      std::equal(a.stages.begin(), a.stages.end(), b.stages.begin(), b.stages.end(),
                 [](auto& x, auto& y) { return x.from == y.from && x.to == y.to && x.lasting == y.lasting; });
  return a.model == b.model && same_stages && a.arrivals == b.arrivals && a.warmup == b.warmup &&
         a.duration == b.duration && a.requests == b.requests && a.connections == b.connections && a.users == b.users &&
         a.max_in_flight == b.max_in_flight && a.timeout == b.timeout && a.obey_retry_after == b.obey_retry_after &&
         a.targets == b.targets && a.order == b.order && a.zipf_exponent == b.zipf_exponent &&
         a.polling.initial_delay == b.polling.initial_delay && a.polling.interval == b.polling.interval &&
         a.polling.growth == b.polling.growth && a.polling.max_interval == b.polling.max_interval &&
         a.polling.jitter == b.polling.jitter && a.run_times.median == b.run_times.median &&
         a.run_times.p99 == b.run_times.p99 && a.execute == b.execute && a.seed == b.seed &&
         a.thresholds == b.thresholds;
}

plan random_plan(std::mt19937_64& random) {
  plan made;
  auto const time = [&] {
    auto const value = nanoseconds(random() >> (6 + random() % 50));
    return random() % 2 == 0 ? value / 1000 * 1000 : value;
  };
  auto const number = [&] { return static_cast<double>(random() >> 11) * 0x1p-53 * 7; };
  made.model = static_cast<load_model>(random() % 3);
  made.arrivals = static_cast<arrivals_kind>(random() % 2);
  made.order = static_cast<target_order>(random() % 3);
  for (auto count = random() % 4; count > 0; --count) made.stages.push_back({number(), number() * 1e6, time()});
  made.warmup = time();
  made.duration = time();
  if (random() % 2 == 0) made.requests = random();
  made.connections = random();
  made.users = random() % 1000;
  made.max_in_flight = random();
  made.timeout = time();
  made.obey_retry_after = random() % 2 == 0;
  made.zipf_exponent = number();
  made.polling = {time(), time(), number(), time(), number()};
  made.run_times = {time(), time()};
  made.execute = random() % 2 == 0;
  made.seed = random();
  for (auto count = random() % 3; count > 0; --count) {
    made.thresholds.push_back("p99<" + std::to_string(random()) + "\"\n脚本");
    made.targets.emplace_back("脚本 \"" + std::to_string(random()), "id", random() % 2 == 0 ? "" : "w");
  }
  return made;
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read_as_the_same_plan) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      std::mt19937_64 random(seed);
      auto const some = random_plan(random);
      BOOST_REQUIRE(same(plan_from_json(to_json(some)), some));
      BOOST_REQUIRE(same(plan_from_json_text(to_json_text(some)), some));
      BOOST_REQUIRE(same(plan_from_json_text(boost::json::serialize(to_json(some))), some));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_plan_as_text) {
  plan some;
  some.model = load_model::open;
  some.stages = parse_stages("0->500/s:30s");
  some.duration = 30s;
  some.targets = {{"s", "1"}, {"s", "2", "w"}};
  some.thresholds = {"p99<50ms"};
  BOOST_TEST(to_json_text(some) == R"({
  "model": "open",
  "stages": [{"from":"0/s","to":"500/s","lasting":"30s"}],
  "arrivals": "uniform",
  "warmup": "0s",
  "duration": "30s",
  "requests": null,
  "connections": 16,
  "users": 16,
  "max_in_flight": 10000,
  "timeout": "30s",
  "obey_retry_after": true,
  "order": "in_order",
  "zipf_exponent": 1,
  "polling": {"initial_delay":"0s","interval":"5s","growth":1,"max_interval":"1m","jitter":0},
  "run_times": {"median":"30s","p99":"5m"},
  "execute": false,
  "seed": 1,
  "thresholds": ["p99<50ms"],
  "targets": [
    {"script":"s","instance":"1"},
    {"script":"s","instance":"2","workspace":"w"}
  ]
}
)");
  auto const brief = to_json_text(some, {.targets = false});
  BOOST_TEST(brief.ends_with(",\n  \"targets_left_out\": 2\n}\n"));
  BOOST_TEST(plan_from_json_text(brief).targets.empty());
}

BOOST_AUTO_TEST_CASE(what_is_left_out_has_its_default) {
  BOOST_TEST(same(plan_from_json_text("{}"), plan{}));
  auto const open = plan_from_json_text(R"({"model":"open","warmup":"10s","stages":"1/s:30s,2/s:1m"})");
  BOOST_TEST(open.stages.size() == 2U);
  BOOST_TEST(open.duration.count() == nanoseconds(80s).count());
  auto const numbers = plan_from_json_text(R"({"timeout":1500,"stages":[{"from":0,"to":"60/min","lasting":"1s"}]})");
  BOOST_TEST(numbers.timeout.count() == 1500);
  BOOST_TEST(numbers.stages[0].to == 1);
}

BOOST_AUTO_TEST_CASE(errors_name_the_member) {
  BOOST_TEST(refusal(R"({"arival":"poisson"})") == "arival: no such member; did you mean arrivals?");
  BOOST_TEST(refusal(R"({"polling":{"interval":"5s","jiter":0}})") ==
             "polling.jiter: no such member; did you mean jitter?");
  BOOST_TEST(refusal(R"({"run_times":{"x":0}})") == "run_times.x: no such member; expected median, p99");
  BOOST_TEST(refusal(R"({"arrivals":"poison"})") == "arrivals: \"poison\" is not known; did you mean poisson?");
  BOOST_TEST(refusal(R"({"model":"x"})") == "model: \"x\" is not known; expected one of closed, open, workload");
  BOOST_TEST(refusal(R"({"model":1})") == "model: a number; expected one of closed, open, workload");
  BOOST_TEST(refusal(R"({"users":"16"})") == "users: a text; expected a whole number");
  BOOST_TEST(refusal(R"({"users":-1})") ==
             "users: not a whole number from 0 to 18446744073709551615; expected such as 16");
  BOOST_TEST(refusal(R"({"users":1.5})") ==
             "users: not a whole number from 0 to 18446744073709551615; expected such as 16");
  BOOST_TEST(refusal(R"({"execute":1})") == "execute: a number; expected true or false");
  BOOST_TEST(refusal(R"({"timeout":"30"})") ==
             "timeout: \"30\" is no duration; expected such as \"30s\", \"1m30s\" or \"250ms\", or a number of "
             "nanoseconds");
  BOOST_TEST(refusal(R"({"timeout":-1})").starts_with("timeout: no duration; expected such as"));
  BOOST_TEST(refusal(R"({"stages":"1/s:1s,2"})") ==
             "stages: character 8: \"2\" does not say how long; expected a colon and a duration, as in 500/s:5m");
  BOOST_TEST(refusal(R"({"stages":[{"from":0,"to":1,"lasting":"1s"},{"from":"x","to":1,"lasting":"1s"}]})")
                 .starts_with("stages[1].from: character 1: \"x\" is no number"));
  BOOST_TEST(refusal(R"({"stages":[{"from":0,"to":1}]})") == "stages[0]: expected all of from, to and lasting");
  BOOST_TEST(refusal(R"({"targets":[{"script":"s","instance":"i"},{"script":"s"}]})") ==
             "targets[1]: no \"instance\"; expected its id");
  BOOST_TEST(refusal(R"({"targets":{}})") == "targets: an object; expected a list of targets");
  BOOST_TEST(refusal("[]") == "the plan: a list; expected an object");
  BOOST_TEST(
      refusal("{\n  \"users\": 1,\n  \"users\": 2\n}").ends_with("the name \"users\" is there twice in one object"));
  BOOST_TEST(refusal("{} x").starts_with("line 1, column 4: "));
  BOOST_TEST(refusal("{\n \"users\" 1}").starts_with("line 2, column "));
  BOOST_TEST(refusal("").starts_with("line 1, column 1: not valid JSON ("));
}

// Boost's own reader may be off in the last digit.
BOOST_AUTO_TEST_CASE(numbers_are_read_exactly) {
  for (auto const value : {0.1, 1.0 / 3, 5e-324, 1.7976931348623157e308, 123456789.12345678, 2.2250738585072011e-308}) {
    auto const text = boost::json::serialize(boost::json::value(value));
    BOOST_TEST(parse_exact_json(text).as_double() == value);
  }
  BOOST_TEST(parse_exact_json("18446744073709551615").as_uint64() == UINT64_MAX);
}

BOOST_AUTO_TEST_CASE(the_hash_is_of_what_decides_the_requests) {
  plan some;
  some.model = load_model::open;
  some.stages = parse_stages("0->500/s:30s,100/min:1m");
  some.targets = {{"s", "1"}, {"s", "2", "w"}};
  std::string canonical;
  write_canonical(some, [&](std::string_view piece) { canonical += piece; });
  BOOST_TEST(
      canonical ==
      R"({"format":1,"model":"open","stages":[[0,1800000000000,30000000000],[6000000000,6000000000,60000000000]],)"
      R"("arrivals":"uniform","max_in_flight":10000,"warmup":0,"connections":16,"timeout":30000000000,)"
      R"("obey_retry_after":true,"order":"in_order","seed":1,"targets":[["s","1",""],["s","2","w"]]})");
  BOOST_CHECK_NO_THROW(parse_exact_json(canonical));
  auto const hash = plan_hash(some);
  BOOST_TEST(hash.size() == std::string_view("sha256:").size() + 64);
  // By `sha256sum` of the text above.
  BOOST_TEST(hash == "sha256:946cf249c1707dba180344295d0a41bdd96d158ac55c6f009667e518c4c367b3");

  auto const differs = [&](auto change) {
    auto other = some;
    change(other);
    return plan_hash(other) != hash;
  };
  BOOST_TEST(differs([](plan& p) { p.seed = 2; }));
  BOOST_TEST(differs([](plan& p) { p.targets[1] = {"s", "2"}; }));
  BOOST_TEST(differs([](plan& p) { p.requests = 5; }));
  BOOST_TEST(differs([](plan& p) { p.order = target_order::zipf; }));
  BOOST_TEST(differs([](plan& p) { p.stages[0].lasting += 1ns; }));
  BOOST_TEST(!differs([](plan& p) { p.thresholds = {"p99<1s"}; }));
  BOOST_TEST(!differs([](plan& p) { p.users = 5; }));
  BOOST_TEST(!differs([](plan& p) { p.polling.interval = 1h; }));
}

BOOST_AUTO_TEST_CASE(the_canonical_text_of_every_model_is_json) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    std::mt19937_64 random(seed);
    auto some = random_plan(random);
    for (auto& each : some.stages) each.to = 1;
    std::string canonical;
    write_canonical(some, [&](std::string_view piece) { canonical += piece; });
    BOOST_TEST_CONTEXT("seed " << seed << ": " << canonical) {
      BOOST_CHECK_NO_THROW(parse_exact_json(canonical));
      BOOST_TEST(plan_hash(some) == plan_hash(plan_from_json(to_json(some))));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
