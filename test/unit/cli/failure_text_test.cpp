#include "failure_text.hpp"

#include <boost/test/unit_test.hpp>

namespace dataarts::cli {

BOOST_AUTO_TEST_SUITE(failure_texts)

namespace {

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

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli
