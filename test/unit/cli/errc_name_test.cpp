#include "errc_name.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

namespace dataarts::cli {
namespace {

BOOST_AUTO_TEST_SUITE(errc_names)

BOOST_AUTO_TEST_CASE(every_value_has_its_own_name) {
  std::set<std::string_view> names;
  for (int value = 1; value <= errc_count; ++value) {
    auto const name = name_of(static_cast<errc>(value));
    BOOST_TEST(name != "unknown_error");
    names.insert(name);
  }
  BOOST_TEST(names.size() == static_cast<std::size_t>(errc_count));
  BOOST_TEST(name_of(static_cast<errc>(0)) == "unknown_error");
  BOOST_TEST(name_of(static_cast<errc>(errc_count + 1)) == "unknown_error");
}

BOOST_AUTO_TEST_CASE(the_services_own_words_come_first) {
  failure::details content;
  content.service_code = "DLF.6201";
  content.service_message = "The script does not exist.";
  content.http_status = 400;
  failure const named(errc::not_found, content);
  BOOST_TEST(code_of(named) == "DLF.6201");
  BOOST_TEST(message_of(named) == "The script does not exist.");

  failure const unnamed(errc::connect_failed);
  BOOST_TEST(code_of(unnamed) == "connect_failed");
  BOOST_TEST(message_of(unnamed) == unnamed.message());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace dataarts::cli
