#include "reorder_window.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <memory>
#include <random>
#include <vector>

namespace dataarts::cli {

BOOST_AUTO_TEST_SUITE(reorder_windows)

namespace {

BOOST_AUTO_TEST_CASE(gives_back_the_order) {
  reorder_window<int> window(4, 1000);
  window.put(2, 20, 1);
  BOOST_TEST(!window.take().has_value());
  window.put(0, 0, 1);
  BOOST_TEST(window.take().value() == 0);
  BOOST_TEST(!window.take().has_value());
  window.put(1, 10, 1);
  BOOST_TEST(window.take().value() == 10);
  BOOST_TEST(window.take().value() == 20);
  BOOST_TEST(!window.take().has_value());
  BOOST_TEST(window.weight() == 0U);
}

BOOST_AUTO_TEST_CASE(bounded_by_number) {
  reorder_window<int> window(3, 1000);
  BOOST_TEST(window.admits(0));
  BOOST_TEST(window.admits(2));
  BOOST_TEST(!window.admits(3));
  window.put(0, 0, 1);
  BOOST_TEST(!window.admits(3));
  window.take();
  BOOST_TEST(window.admits(3));
  BOOST_TEST(!window.admits(4));
}

BOOST_AUTO_TEST_CASE(bounded_by_weight_but_the_first_missing_one_always_goes) {
  reorder_window<int> window(100, 10);
  window.put(1, 10, 11);
  BOOST_TEST(window.admits(0));
  BOOST_TEST(!window.admits(2));
  window.put(0, 0, 0);
  window.take();
  window.take();
  BOOST_TEST(window.admits(2));
  BOOST_TEST(window.weight() == 0U);
}

BOOST_AUTO_TEST_CASE(at_the_end_what_is_missing_is_passed_over) {
  reorder_window<int> window(10, 1000);
  window.put(1, 10, 1);
  window.put(4, 40, 1);
  BOOST_TEST(!window.take().has_value());
  BOOST_TEST(window.take_any().value() == 10);
  BOOST_TEST(window.take_any().value() == 40);
  BOOST_TEST(!window.take_any().has_value());
}

BOOST_AUTO_TEST_CASE(holds_things_that_cannot_be_copied) {
  reorder_window<std::unique_ptr<int>> window(2, 10);
  window.put(0, std::make_unique<int>(7), 1);
  BOOST_TEST(**window.take() == 7);
}

BOOST_AUTO_TEST_CASE(any_order_of_ends_within_the_window) {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    constexpr std::size_t most = 8;
    constexpr std::size_t total = 200;
    reorder_window<std::size_t> window(most, 1000);
    std::vector<std::size_t> under_way;
    std::size_t started = 0;
    std::size_t expected = 0;
    while (expected < total) {
      while (started < total && window.admits(started)) under_way.push_back(started++);
      BOOST_TEST_REQUIRE(started - expected <= most);
      auto const pick = std::uniform_int_distribution<std::size_t>(0, under_way.size() - 1)(random);
      window.put(under_way[pick], under_way[pick], 1);
      under_way.erase(under_way.begin() + static_cast<std::ptrdiff_t>(pick));
      while (auto const next = window.take()) BOOST_TEST_REQUIRE(*next == expected++);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli
