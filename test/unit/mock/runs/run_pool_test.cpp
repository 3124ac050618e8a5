#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "runs/rule_book.hpp"
#include "runs/run_pool.hpp"

#include <malloc.h>

BOOST_AUTO_TEST_SUITE(mock_run_pool)

namespace {

namespace mock = dataarts::mock;
namespace runs = mock::runs;

struct filled_pool {
  explicit filled_pool(std::size_t count) {
    mock::run_rule of;
    of.timeline = {{.state = mock::run_state::running}};
    rule = std::make_shared<runs::prepared_rule const>(of, 0, dataarts::clock::time_point(), memory);
    while (all.size() < count) add();
  }
  filled_pool(filled_pool const&) = delete;
  filled_pool& operator=(filled_pool const&) = delete;
  ~filled_pool() { clear(); }

  void add() {
    auto const instance = "run-" + std::to_string(all.size());
    all.push_back(pool.make({"", "script", instance}, runs::run_record(*rule, {0, {}, {}}, all.size())));
  }

  void clear() {
    for (auto* each : all) pool.destroy(each);
    all.clear();
  }

  runs::rule_memory memory;
  std::shared_ptr<runs::prepared_rule const> rule;
  runs::run_pool pool;
  std::vector<runs::run_entry*> all;
};

}  // namespace

BOOST_AUTO_TEST_CASE(entries_do_not_overlap_and_keep_what_they_were_made_with) {
  constexpr std::size_t count = 20'000;
  filled_pool const on(count);
  std::set<runs::run_entry*> const different(on.all.begin(), on.all.end());
  BOOST_TEST(different.size() == count);
  for (std::size_t i = 0; i < count; ++i) {
    BOOST_REQUIRE_EQUAL(on.all[i]->key.view().instance, "run-" + std::to_string(i));
    BOOST_REQUIRE_EQUAL(on.all[i]->record.request_ids, i);
    BOOST_REQUIRE_EQUAL(reinterpret_cast<std::uintptr_t>(on.all[i]) % alignof(runs::run_entry), 0U);
  }
}

BOOST_AUTO_TEST_CASE(many_entries_are_in_few_huge_pages) {
  constexpr std::size_t count = 10'000;
  constexpr std::uintptr_t huge_page = std::uintptr_t(2) << 20;
  filled_pool const on(count);
  std::set<std::uintptr_t> pages;
  for (auto const* each : on.all) pages.insert(reinterpret_cast<std::uintptr_t>(each) / huge_page);
  // Two for those beyond the first blocks, which are small, and may each lie across a border.
  BOOST_TEST(pages.size() <= 6U);
}

BOOST_AUTO_TEST_CASE(what_was_given_back_is_used_again) {
  filled_pool on(5'000);
  std::set<runs::run_entry*> const before(on.all.begin(), on.all.end());
  while (on.all.size() > 1) {
    on.pool.destroy(on.all.back());
    on.all.pop_back();
  }
  while (on.all.size() < before.size()) on.add();
  BOOST_TEST((std::set<runs::run_entry*>(on.all.begin(), on.all.end()) == before));
}

BOOST_AUTO_TEST_CASE(memory_goes_with_the_last_entry) {
  filled_pool on(1);
  auto const mapped = [] { return ::mallinfo2().hblkhd; };
  auto const before = mapped();
  while (on.all.size() < 50'000) on.add();
  auto const full = mapped();
  BOOST_TEST_MESSAGE(before << " bytes mapped with one entry, " << full << " with 50,000");
  on.clear();
  BOOST_TEST(mapped() <= before);
  on.add();
  BOOST_TEST(on.all.front()->key.view().instance == "run-0");
}

BOOST_AUTO_TEST_SUITE_END()
