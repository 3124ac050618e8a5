#include "reference_list.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace dataarts::cli {

BOOST_AUTO_TEST_SUITE(reference_lists)

namespace {

BOOST_AUTO_TEST_CASE(gives_back_what_was_added_in_order) {
  reference_list list;
  BOOST_TEST(!list.next().has_value());
  constexpr int count = 20'000;
  auto const made = [](int i) {
    return instance_ref("s" + std::to_string(i % 7),
                        std::string(static_cast<std::size_t>(i % 5), '\0') + std::to_string(i), i % 3 == 0 ? "w" : "");
  };
  for (int i = 0; i < count; ++i) list.add(made(i));
  BOOST_TEST(list.size() == 20'000U);
  int wrong = 0;
  for (int i = 0; i < count; ++i) wrong += list.next() == made(i) ? 0 : 1;
  BOOST_TEST(wrong == 0);
  BOOST_TEST(!list.next().has_value());
  BOOST_TEST(list.size() == 0U);
}

BOOST_AUTO_TEST_CASE(names_longer_than_a_piece) {
  reference_list list;
  instance_ref const longest("s", std::string(200'000, 'x'));
  list.add(instance_ref("a", "b"));
  list.add(longest);
  list.add(instance_ref("c", "d"));
  BOOST_TEST((list.next() == instance_ref("a", "b")));
  BOOST_TEST((list.next() == longest));
  BOOST_TEST((list.next() == instance_ref("c", "d")));
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli
