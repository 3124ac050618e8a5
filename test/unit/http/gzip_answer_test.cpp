#include "http/response_reader.hpp"

#include "gzip.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(gzip_answer_test)

using dataarts::errc;
using dataarts::http::response_reader;
using progress = response_reader::progress;

namespace {

constexpr std::size_t pieces[] = {1, 7, 100, 1'000'000};

std::string const body = R"({"status":"FINISHED","results":[{"rows":[[1,"a"],[2,"b"]]}]})";

std::string sized(std::string const& content, std::string const& headers = "Content-Encoding: gzip\r\n",
                  std::string const& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + std::to_string(content.size()) + "\r\n\r\n" +
         content;
}

std::string chunked(std::string const& content) {
  auto made = std::string("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (auto const letter : content) made += std::string("1\r\n") + letter + "\r\n";
  return made + "0\r\n\r\n";
}

progress feed(response_reader& reader, std::string_view bytes, std::size_t piece) {
  reader.begin();
  auto outcome = progress::more;
  while (!bytes.empty() && outcome == progress::more) {
    auto const room = reader.prepare();
    auto const size = boost::asio::buffer_copy(room, boost::asio::buffer(bytes.data(), std::min(piece, bytes.size())));
    bytes.remove_prefix(size);
    outcome = reader.commit(size);
  }
  return outcome;
}

struct fixture {
  response_reader reader{{.max_body = 10'000, .accept_gzip = true}};

  void expect_failure(std::string const& bytes, errc code, std::string_view part) {
    for (auto const piece : pieces) {
      BOOST_TEST_REQUIRE((feed(reader, bytes, piece) == progress::failed));
      BOOST_TEST(!reader.reusable());
      auto const why = reader.take_failure({}, {});
      BOOST_TEST((why == code), why);
      BOOST_TEST(why.message().find(part) != std::string::npos, why);
    }
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(results_are_unpacked_whatever_their_framing, fixture) {
  auto const packed = test::gzip(body);
  auto const half = test::gzip(body.substr(0, 20)) + test::gzip(body.substr(20));
  for (auto const& bytes : {sized(packed), sized(packed, "content-encoding: X-GZIP\r\n"), sized(half), chunked(packed),
                            sized(packed, "Content-Encoding: identity\r\nContent-Encoding: gzip\r\n"), sized(body, ""),
                            sized(body, "Content-Encoding: identity\r\n")}) {
    for (auto const piece : pieces) {
      BOOST_TEST_REQUIRE((feed(reader, bytes, piece) == progress::complete));
      BOOST_TEST_REQUIRE(reader.is_result());
      BOOST_TEST(reader.reusable());
      auto const got = reader.take_result();
      BOOST_TEST(dataarts::to_json(got) == body);
    }
  }
}

BOOST_FIXTURE_TEST_CASE(refusals_are_unpacked_too, fixture) {
  auto const text = std::string(R"({"error_code":"DLF.6205","error_msg":"The instance does not exist."})");
  for (auto const piece : pieces) {
    auto const bytes = sized(test::gzip(text), "Content-Encoding: gzip\r\n", "400 Bad Request");
    BOOST_TEST_REQUIRE((feed(reader, bytes, piece) == progress::complete));
    BOOST_TEST(!reader.is_result());
    auto const why = reader.take_failure({}, {});
    BOOST_TEST((why == errc::not_found), why);
    BOOST_TEST(why.service_code() == "DLF.6205");
    BOOST_TEST(why.body() == text);
  }
  // One without a body has nothing to unpack.
  BOOST_TEST((feed(reader, sized("", "Content-Encoding: gzip\r\n", "502 Bad Gateway"), 100) == progress::complete));
  BOOST_TEST((reader.take_failure({}, {}) == errc::server_error));
}

BOOST_FIXTURE_TEST_CASE(a_plain_answer_may_follow_a_packed_one, fixture) {
  for (int i = 0; i < 3; ++i) {
    BOOST_TEST((feed(reader, sized(test::gzip(body)), 100) == progress::complete));
    reader.take_result();
    BOOST_TEST((feed(reader, sized(body, ""), 100) == progress::complete));
    BOOST_TEST(reader.is_result());
    reader.take_result();
    BOOST_TEST((feed(reader, sized(test::gzip(body).substr(0, 15)), 100) == progress::failed));
  }
  auto const interim = "HTTP/1.1 103 Early Hints\r\nContent-Encoding: gzip\r\n\r\n" + sized(body, "");
  BOOST_TEST((feed(reader, interim, 100) == progress::complete));
  BOOST_TEST(reader.is_result());
}

BOOST_FIXTURE_TEST_CASE(what_cannot_be_unpacked_is_told_as_such, fixture) {
  auto const packed = test::gzip(body);
  expect_failure(sized(body), errc::http_protocol_error, "gzip: the body is damaged");
  expect_failure(sized(packed.substr(0, packed.size() - 1)), errc::http_protocol_error,
                 "gzip: the body ends too early");
  expect_failure(sized(packed + "more"), errc::http_protocol_error, "gzip: bytes follow the end of the body");
  expect_failure(sized(packed, "Content-Encoding: br\r\n"), errc::http_protocol_error, "\"br\" was not asked for");
  expect_failure(sized(packed, "Content-Encoding: gzip, gzip\r\n"), errc::http_protocol_error,
                 "\"gzip, gzip\" was not asked for");
  expect_failure(sized(packed, "Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n"), errc::http_protocol_error,
                 "was not asked for");
  expect_failure(sized(test::gzip("{\"status\":")), errc::invalid_json, "");
}

BOOST_FIXTURE_TEST_CASE(unpacked_bytes_count_against_the_limit, fixture) {
  auto const large = R"({"status":"FINISHED","message":")" + std::string(10'000, 'x') + "\"}";
  expect_failure(sized(test::gzip(large)), errc::body_too_large, "the limit of 10000 bytes");
}

// No limit but that one: a table whose columns never change is packed as well as a bomb.
BOOST_FIXTURE_TEST_CASE(answers_that_are_packed_very_well_are_read, fixture) {
  response_reader roomy{{.accept_gzip = true}};
  std::string rows = R"(["0"])";
  while (rows.size() < 5'000'000) rows += "," + rows;
  auto const table = R"({"status":"FINISHED","results":[{"rows":[)" + rows + "]}]}";
  auto const packed = test::gzip(table);
  BOOST_TEST(table.size() / packed.size() > 500u);
  BOOST_TEST_REQUIRE((feed(roomy, sized(packed), 1'000) == progress::complete));
  BOOST_TEST_REQUIRE(roomy.is_result());
  BOOST_TEST((dataarts::to_json(roomy.take_result()) == table));
}

BOOST_FIXTURE_TEST_CASE(a_connection_that_ends_in_a_packed_body_was_lost, fixture) {
  auto const header = std::string("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
  auto const packed = test::gzip(body);
  BOOST_TEST((feed(reader, header + packed, 7) == progress::more));
  BOOST_TEST((reader.end_of_stream(true) == progress::complete));
  BOOST_TEST(reader.is_result());
  BOOST_TEST((feed(reader, header + packed.substr(0, 30), 7) == progress::more));
  BOOST_TEST((reader.end_of_stream(true) == progress::failed));
  BOOST_TEST((reader.take_failure({}, {}) == errc::truncated_response));
}

BOOST_FIXTURE_TEST_CASE(nothing_is_unpacked_that_was_not_asked_for, fixture) {
  response_reader plain({});
  BOOST_TEST_REQUIRE((feed(plain, sized(test::gzip(body)), 100) == progress::failed));
  auto const why = plain.take_failure({}, {});
  BOOST_TEST((why == errc::http_protocol_error), why);
  BOOST_TEST(why.message().find("\"gzip\" was not asked for") != std::string::npos, why);
}

BOOST_AUTO_TEST_SUITE_END()
