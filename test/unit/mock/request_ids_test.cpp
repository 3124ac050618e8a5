#include "request_ids.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(mock_request_ids)

namespace {

using dataarts::mock::request_ids;

std::vector<std::string> ids(std::uint64_t seed, int count) {
  request_ids source(seed);
  std::vector<std::string> made(static_cast<std::size_t>(count), std::string(request_ids::size, '?'));
  for (auto& each : made) source.write_next(each.data());
  return made;
}

BOOST_AUTO_TEST_CASE(are_32_hexadecimal_digits) {
  for (auto const& each : ids(7, 100)) {
    BOOST_TEST(std::all_of(each.begin(), each.end(),
                           [](char c) { return std::string("0123456789abcdef").find(c) != std::string::npos; }));
  }
}

BOOST_AUTO_TEST_CASE(repeat_with_the_seed_and_only_then) {
  BOOST_TEST(ids(7, 10) == ids(7, 10), boost::test_tools::per_element());
  std::set<std::string> different;
  for (std::uint64_t const seed : {0, 1, 2, 3}) {
    for (auto const& each : ids(seed, 1000)) different.insert(each);
  }
  BOOST_TEST(different.size() == 4000U);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
