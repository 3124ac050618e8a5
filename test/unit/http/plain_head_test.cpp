#include "http/plain_head.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(plain_head_test)

using dataarts::http::read_plain_head;

BOOST_AUTO_TEST_CASE(reads_the_usual_header) {
  std::string const head =
      "HTTP/1.1 400 Bad Request\r\nServer: api-gateway\r\nContent-LENGTH:  12 \r\nConnection: Keep-Alive\r\n"
      "X-Request-Id: \t4fe2 \r\nX-Empty:\r\n\r\n";
  auto const bytes = head + "body";  // the request id is a view into it
  auto const got = read_plain_head(bytes);
  BOOST_TEST_REQUIRE(got.has_value());
  BOOST_TEST(got->size == head.size());
  BOOST_TEST(got->status == 400);
  BOOST_TEST(got->content_length == 12u);
  BOOST_TEST(got->request_id == "4fe2");
}

BOOST_AUTO_TEST_CASE(names_are_known_in_any_case_and_by_all_of_their_characters) {
  for (std::string const name : {"Date", "Retry-After", "X-Request-Id", "Content-Length", "Connection"}) {
    std::string const value = name == "Connection" ? "keep-alive" : "7";
    std::string bytes;  // the values are views into it
    auto const read = [&](std::string const& spelt) {
      bytes = "HTTP/1.1 200 OK\r\n";
      if (name != "Content-Length") bytes += "Content-Length: 7\r\n";
      bytes += spelt + ": " + value + "\r\n\r\n";
      return read_plain_head(bytes);
    };
    auto const knows = [&](std::string const& spelt) {
      auto const got = read(spelt);
      if (name == "Content-Length") return got.has_value();
      if (name == "Connection") {
        return got.has_value() &&
               !read_plain_head("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n" + spelt + ": close\r\n\r\n");
      }
      return got.has_value() && (got->date == "7" || got->retry_after == "7" || got->request_id == "7");
    };
    for (std::size_t at = 0; at < name.size(); ++at) {
      auto other = name;
      if (other[at] != '-') other[at] = static_cast<char>(other[at] ^ 0x20);
      BOOST_TEST(knows(other), other);
      other[at] = 'Z';
      BOOST_TEST(!knows(other), other);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_character_that_is_not_plain_is_seen_wherever_it_stands) {
  std::string const begin = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX-Long-Name-Of-Some-Field: ";
  std::string const value(40, 'v');
  for (int byte = 0; byte < 256; ++byte) {
    bool const plain = byte == '\t' || (byte >= 0x20 && byte < 0x7f);
    for (std::size_t at = 0; at < value.size(); ++at) {
      auto changed = value;
      changed[at] = static_cast<char>(byte);
      auto const got = read_plain_head(begin + changed + "\r\n\r\nabc");
      BOOST_TEST(got.has_value() == plain, "byte " << byte << " at " << at);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_name_of_anything_but_token_characters_is_left_alone) {
  for (std::string const name : {"Content Type", "X(Y)", "Name ", " Name", "Na\"me", "[]", "a@b"}) {
    BOOST_TEST(!read_plain_head("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n" + name + ": v\r\n\r\nabc"), name);
  }
}

BOOST_AUTO_TEST_CASE(an_incomplete_header_is_left_alone) {
  std::string const head = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  for (std::size_t size = 0; size < head.size(); ++size) BOOST_TEST(!read_plain_head(head.substr(0, size)), size);
  BOOST_TEST(read_plain_head(head).has_value());
}

BOOST_AUTO_TEST_CASE(everything_unusual_is_left_to_the_full_parser) {
  std::string const length = "Content-Length: 3\r\n";
  std::vector<std::string> const samples = {
      "HTTP/1.0 200 OK\r\n" + length,
      "HTTP/1.1 100 Continue\r\n" + length,
      "HTTP/1.1 204 No Content\r\n" + length,
      "HTTP/1.1 304 Not Modified\r\n" + length,
      "HTTP/1.1 2x0 OK\r\n" + length,
      "HTTP/1.1 2000 OK\r\n" + length,
      "HTTP/1.1  200 OK\r\n" + length,
      "HTTP/1.1 200 OK\r\n",
      "HTTP/1.1 200 OK\r\n" + length + length,
      "HTTP/1.1 200 OK\r\nContent-Length: -3\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: +3\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 3,3\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length:\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length : 3\r\n",
      "HTTP/1.1 200 OK\r\n" + length + "Transfer-Encoding: chunked\r\n",
      "HTTP/1.1 200 OK\r\n" + length + "Content-Encoding: gzip\r\n",
      "HTTP/1.1 200 OK\r\n" + length + "Connection: close\r\n",
      "HTTP/1.1 200 OK\r\n" + length + "Connection: keep-alive, close\r\n",
      "HTTP/1.1 200 OK\r\n" + length + "Upgrade: h2c\r\n",
      "HTTP/1.1 200 OK\r\n" + length + "X: a\r\n folded\r\n",
      "HTTP/1.1 200 OK\r\n" + length + "X: a\x01\r\n",
      "HTTP/1.1 200 OK\r\n" + length + "X: \xe4\r\n",
      "HTTP/1.1 200 OK\r\n" + length + ": nameless\r\n",
      "HTTP/1.1 200 OK\r\n" + length + "no colon\r\n",
      "HTTP/1.1 200 OK\r\n" + length + "X: bare\nline feed\r\n",
  };
  for (auto const& each : samples) BOOST_TEST(!read_plain_head(each + "\r\nabc"), each);
}

BOOST_AUTO_TEST_SUITE_END()
