#include "turn_queue.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <string>

namespace dataarts::cli {

BOOST_AUTO_TEST_SUITE(turns)

namespace {

std::string text_of(std::uint64_t index) { return std::to_string(index) + ':' + std::string(index % 7, 'x'); }

BOOST_AUTO_TEST_CASE(brings_texts_into_their_order_with_any_memory) {
  constexpr std::uint64_t count = 100;
  for (std::size_t const memory : {0U, 1U, 20U, 1'000'000U}) {
    turn_queue queue(memory);
    std::uint64_t taken = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
      auto const index = i * 37 % count;
      queue.put(index, text_of(index));
      BOOST_TEST(queue.memory() <= memory);
      while (auto const ready = queue.take()) BOOST_TEST(*ready == text_of(taken++));
    }
    BOOST_TEST(taken == count);
    BOOST_TEST(queue.memory() == 0U);
  }
}

BOOST_AUTO_TEST_CASE(what_is_skipped_is_not_waited_for) {
  turn_queue queue;
  BOOST_TEST(queue.is_next(0));
  queue.put(1, "one");
  BOOST_TEST(!queue.take().has_value());
  queue.skip();
  BOOST_TEST(queue.is_next(1));
  BOOST_TEST(queue.take().value() == "one");
}

BOOST_AUTO_TEST_CASE(at_the_end_what_is_missing_is_passed_over) {
  turn_queue queue(3);
  queue.put(7, "seven");
  queue.put(3, "three");
  BOOST_TEST(queue.take_any().value() == "three");
  BOOST_TEST(queue.take_any().value() == "seven");
  BOOST_TEST(!queue.take_any().has_value());
}

BOOST_AUTO_TEST_CASE(without_a_place_for_the_file_all_stay_in_memory) {
  auto const* const before = std::getenv("TMPDIR");
  std::string const kept = before != nullptr ? before : "";
  ::setenv("TMPDIR", "/nonexistent", 1);
  turn_queue queue(4);
  queue.put(1, "longer than that");
  queue.put(2, "and this");
  if (before != nullptr) {
    ::setenv("TMPDIR", kept.c_str(), 1);
  } else {
    ::unsetenv("TMPDIR");
  }
  BOOST_TEST(queue.memory() == 24U);
  queue.skip();
  BOOST_TEST(queue.take().value() == "longer than that");
  BOOST_TEST(queue.take().value() == "and this");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli
