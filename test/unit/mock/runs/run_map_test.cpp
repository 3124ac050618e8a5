#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <utility>

#include "runs/rule_book.hpp"
#include "runs/run_map.hpp"

BOOST_AUTO_TEST_SUITE(mock_run_map)

namespace {

namespace mock = dataarts::mock;
namespace runs = mock::runs;

// Names, and how often the run was asked.
using wanted_runs = std::map<std::pair<std::string, std::string>, std::uint64_t>;

struct driver {
  driver() {
    mock::run_rule of;
    of.timeline = {{.state = mock::run_state::running}};
    rule = std::make_shared<runs::prepared_rule const>(of, 0, dataarts::clock::time_point(), memory);
  }

  runs::run_record record(std::uint64_t looks) const {
    runs::run_record made(*rule, {0, {}, {}}, 0);
    made.looks = looks;
    return made;
  }

  // All that is wanted is found, with one of its own each, and nothing else is there.
  void check(runs::run_map& map, wanted_runs const& wanted) const {
    BOOST_REQUIRE_EQUAL(map.size(), wanted.size());
    for (auto const& [name, looks] : wanted) {
      auto const* found = map.find(runs::hashed_name({"w", name.first, name.second}));
      BOOST_REQUIRE(found != nullptr);
      BOOST_REQUIRE_EQUAL(found->looks, looks);
    }
    for (auto const& [key, of] : map) {
      auto const name = key.view();
      BOOST_REQUIRE_EQUAL(name.workspace, "w");
      auto const found = wanted.find({std::string(name.script), std::string(name.instance)});
      BOOST_REQUIRE(found != wanted.end());
      BOOST_REQUIRE_EQUAL(found->second, of.looks);
    }
  }

  runs::rule_memory memory;
  mutable runs::run_pool pool;
  std::shared_ptr<runs::prepared_rule const> rule;
};

}  // namespace

BOOST_AUTO_TEST_CASE(it_has_what_a_map_has) {
  driver const on;
  constexpr std::uint64_t seed = 61;
  BOOST_TEST_MESSAGE("seed " << seed);
  std::mt19937_64 chance(seed);
  runs::run_map map(on.pool);
  wanted_runs wanted;
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    // Some have no room in the entry.
    auto const script = std::string(1 + chance() % 2 * 120, 's') + std::to_string(chance() % 3);
    auto const instance = std::to_string(chance() % 100);
    runs::hashed_name const name({"w", script, instance});
    auto const was_there = wanted.contains({script, instance});
    switch (chance() % 8) {
      case 0:
      case 1:
        BOOST_REQUIRE_EQUAL(map.erase(name), was_there);
        wanted.erase({script, instance});
        break;
      case 2:
      case 3:
      case 4:
        BOOST_REQUIRE_EQUAL(map.put(name, on.record(i)).looks, i);
        wanted[{script, instance}] = i;
        break;
      case 5:
        if (was_there) break;
        BOOST_REQUIRE_EQUAL(map.add(name, on.record(i)).looks, i);
        wanted[{script, instance}] = i;
        break;
      default:
        BOOST_REQUIRE_EQUAL(map.find(name) != nullptr, was_there);
    }
    if (i % 500 == 0) {
      auto const third = [](std::uint64_t looks) { return looks % 3 == 0; };
      auto const erased = map.erase_if([&](auto const& each) { return third(each.record.looks); });
      BOOST_REQUIRE_EQUAL(erased, std::erase_if(wanted, [&](auto const& each) { return third(each.second); }));
    }
    if (i % 50 == 0) on.check(map, wanted);
  }
  on.check(map, wanted);
}

BOOST_AUTO_TEST_CASE(the_parts_of_a_name_are_not_mixed_up) {
  std::string const text(200, 'x');
  for (std::size_t cut = 0; cut <= text.size(); cut += 8) {
    for (auto const size : {cut / 2, cut}) {
      std::string_view const all(text);
      runs::name_view const name{all.substr(0, 8), all.substr(0, size), all.substr(size), all.substr(0, cut / 4)};
      runs::run_key const key(name);
      BOOST_TEST(key.view().workspace == name.workspace);
      BOOST_TEST(key.view().script == name.script);
      BOOST_TEST(key.view().instance == name.instance);
      BOOST_TEST(key.view().project == name.project);
      BOOST_TEST((key == name));
      auto shifted = name;
      shifted.workspace = all.substr(0, 7);
      shifted.script = all.substr(0, size + 1);
      BOOST_TEST(!(key == shifted));
    }
  }
}

BOOST_AUTO_TEST_CASE(what_a_query_needs_is_in_one_cache_line) {
  driver const on;
  constexpr std::size_t line = 64;
  auto const line_of = [](void const* what) { return reinterpret_cast<std::uintptr_t>(what) / line; };
  runs::run_map map(on.pool);
  auto const& made = map.add(runs::hashed_name({"w", "s", "i"}), on.record(0));
  for (void const* each : {static_cast<void const*>(&made.line), static_cast<void const*>(&made.request_ids),
                           static_cast<void const*>(&made.looks), static_cast<void const*>(&made.last_look),
                           static_cast<void const*>(&made.at.polls), static_cast<void const*>(&made.last_step)}) {
    BOOST_TEST(line_of(each) == line_of(&made));
  }
  auto const* const rule = made.line;
  BOOST_TEST(line_of(&rule->expects) == line_of(rule));
  BOOST_TEST(rule->rule == on.rule.get());
  BOOST_TEST(rule->name() == on.rule->source.name);
}

BOOST_AUTO_TEST_SUITE_END()
