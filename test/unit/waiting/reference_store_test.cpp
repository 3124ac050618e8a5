#include "waiting/reference_store.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(reference_store_test)

using dataarts::instance_ref;
using dataarts::waiting::reference_store;

BOOST_AUTO_TEST_CASE(gives_back_what_was_added) {
  std::vector<instance_ref> const all{
      {"s", "i"}, {"s", ""},   {"s", "i", "w"}, {"日报", std::string(300, 'x')},  {"s", "i"},
      {"", ""},   {"sw", "i"}, {"w", "i", "s"}, {"a", std::string(600'000, 'y')}, {"s", "last"}};
  reference_store kept;
  for (std::size_t i = 0; i < all.size(); ++i) BOOST_TEST(kept.add(all[i]) == i);
  BOOST_TEST(kept.size() == all.size());
  for (std::size_t i = 0; i < all.size(); ++i) BOOST_TEST((kept[static_cast<std::uint32_t>(i)] == all[i]));
  BOOST_TEST(kept.script(0) == kept.script(4));
  BOOST_TEST(kept.script(0) != kept.script(2));
  BOOST_TEST(kept.script(2) != kept.script(7));
}

BOOST_AUTO_TEST_CASE(takes_little_beside_the_names) {
  reference_store kept;
  constexpr std::size_t count = 100'000;
  constexpr std::size_t name = 29;
  for (std::size_t i = 0; i < count; ++i) {
    auto id = std::to_string(i);
    id.resize(name, 'x');
    kept.add({i % 2 == 0 ? "etl" : "report", id, "workspace"});
  }
  BOOST_TEST(kept.memory_size() < count * (name + 20));
}

BOOST_AUTO_TEST_SUITE_END()
