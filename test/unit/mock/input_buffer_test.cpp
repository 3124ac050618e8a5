#include "input_buffer.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(mock_input_buffer)

namespace {

using dataarts::mock::input_buffer;

void put(input_buffer& to, std::string_view bytes, std::size_t limit = 100'000) {
  while (!bytes.empty()) {
    auto const [room, size] = to.prepare(limit);
    auto const now = std::min(size, bytes.size());
    BOOST_REQUIRE(now > 0);
    std::memcpy(room, bytes.data(), now);
    to.commit(now);
    bytes.remove_prefix(now);
  }
}

BOOST_AUTO_TEST_CASE(holds_nothing_before_it_is_used) { BOOST_TEST(input_buffer().capacity() == 0U); }

BOOST_AUTO_TEST_CASE(keeps_the_header_while_the_body_passes) {
  input_buffer buffer;
  put(buffer, "headbody");
  buffer.parsed(4);
  buffer.keep_parsed();
  buffer.parsed(4);
  put(buffer, std::string(400, 'x'));
  BOOST_TEST(std::string_view(buffer.message(), 4) == "head");
  BOOST_TEST(buffer.unparsed() == std::string(400, 'x'));
  buffer.parsed(400);
  put(buffer, std::string(3000, 'y'));
  BOOST_TEST(std::string_view(buffer.message(), buffer.kept_size()) == "head");
  BOOST_TEST(buffer.unparsed() == std::string(3000, 'y'));
}

BOOST_AUTO_TEST_CASE(goes_on_with_the_next_message) {
  input_buffer buffer;
  put(buffer, "onetwothree");
  buffer.parsed(3);
  buffer.keep_parsed();
  buffer.next_message();
  BOOST_TEST(buffer.unparsed() == "twothree");
  BOOST_TEST(buffer.kept_size() == 0U);
  buffer.parsed(3);
  buffer.keep_parsed();
  BOOST_TEST(std::string_view(buffer.message(), buffer.kept_size()) == "two");
  put(buffer, "four");  // moves the message to the front
  BOOST_TEST(std::string_view(buffer.message(), buffer.kept_size()) == "two");
  BOOST_TEST(buffer.unparsed() == "threefour");
}

BOOST_AUTO_TEST_CASE(grows_up_to_the_limit_and_gives_back) {
  input_buffer buffer;
  put(buffer, std::string(20'000, 'x'), 20'000);
  BOOST_TEST(buffer.prepare(20'000).second == 0U);
  buffer.parsed(20'000);
  buffer.next_message();
  buffer.shrink();
  BOOST_TEST(buffer.capacity() == 0U);
  put(buffer, "x");
  BOOST_TEST(buffer.capacity() == input_buffer::first_size);
}

BOOST_AUTO_TEST_CASE(grows_when_reads_fill_it) {
  input_buffer buffer;
  for (int i = 0; i < 10; ++i) {
    auto const size = buffer.prepare(100'000).second;
    buffer.commit(size);
    buffer.parsed(size);
    buffer.next_message();
  }
  BOOST_TEST(buffer.capacity() == 8 * 1024U);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
