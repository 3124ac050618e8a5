#define BOOST_TEST_MODULE uses_dataarts
#include <dataarts/mock/hooks/boost_test.hpp>

#include <boost/test/unit_test.hpp>

#include "setting.hpp"

namespace {
auto const hooked = dataarts::mock::hooks::report_to_boost_test();
}  // namespace

BOOST_AUTO_TEST_CASE(asks_twice) {
  setting with;
  BOOST_TEST(!with.ask());
  BOOST_TEST(with.ask());
}

// This has to fail, with what was expected.
BOOST_AUTO_TEST_CASE(asks_once, *boost::unit_test::disabled()) {
  setting with;
  BOOST_TEST(!with.ask());
}

BOOST_AUTO_TEST_CASE(asks_once_and_looks, *boost::unit_test::disabled()) {
  setting with;
  BOOST_TEST(!with.ask());
  BOOST_TEST(with.server.verify());
}
