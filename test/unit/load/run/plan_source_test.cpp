#include "run/plan_source.hpp"

#include "plan/stages.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <set>
#include <string>

BOOST_AUTO_TEST_SUITE(load_plan_source)

using namespace std::chrono_literals;
using dataarts::load::plan_source;

BOOST_AUTO_TEST_CASE(a_closed_loop_goes_on_for_ever) {
  dataarts::load::plan some;
  some.targets.emplace_back("s", "i");
  plan_source source(some, {1, 3});
  for (std::uint64_t expected = 1; expected < 100; expected += 3) BOOST_TEST(source.next()->number == expected);
}

BOOST_AUTO_TEST_CASE(parts_of_an_open_loop_have_all_of_it_once) {
  dataarts::load::plan some;
  some.model = dataarts::load::load_model::open;
  some.stages = dataarts::load::parse_stages("0->100/s:2s,100/s:3s");
  some.duration = 5s;
  some.targets.emplace_back("s", "i");
  plan_source whole(some, {0, 1});
  std::set<std::pair<std::uint64_t, std::chrono::nanoseconds>> of_whole, of_parts;
  while (auto const each = whole.next()) of_whole.emplace(each->number, each->at);
  for (std::size_t i = 0; i < 4; ++i) {
    plan_source part(some, {i, 4});
    while (auto const each = part.next()) BOOST_TEST(of_parts.emplace(each->number, each->at).second);
  }
  BOOST_TEST(of_whole.size() == 400U);
  BOOST_TEST((of_whole == of_parts));
}

BOOST_AUTO_TEST_CASE(an_instance_may_have_the_number_of_its_request) {
  dataarts::load::plan some;
  some.targets.emplace_back("s", "run-{k}-x", "w");
  some.targets.emplace_back("s", "fixed");
  plan_source const source(some, {0, 1});
  BOOST_TEST(source.target(0).instance() == "run-0-x");
  BOOST_TEST(source.target(0).workspace() == "w");
  BOOST_TEST(source.target(1).instance() == "fixed");
  BOOST_TEST(source.target(1'000'000).instance() == "run-1000000-x");
}

BOOST_AUTO_TEST_SUITE_END()
