#include "http/response_reader.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(response_reader_test)

using dataarts::errc;
using dataarts::http::reader_limits;
using dataarts::http::response_reader;
using progress = response_reader::progress;

namespace {

std::string const small_body = R"({"status":"RUNNING","results":[]})";

std::string answer(std::string const& headers, std::string const& body, std::string const& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\n" + headers + "\r\n" + body;
}

std::string sized(std::string const& body, std::string const& status = "200 OK", std::string const& more = "") {
  return answer("Content-Length: " + std::to_string(body.size()) + "\r\n" + more, body, status);
}

/// Feeds `bytes` in pieces of at most `piece` bytes; stops at the first outcome.
progress feed(response_reader& reader, std::string_view bytes, std::size_t piece) {
  auto outcome = progress::more;
  while (!bytes.empty() && outcome == progress::more) {
    auto const room = reader.prepare();
    BOOST_TEST_REQUIRE(room.size() > 0u);
    auto const size = boost::asio::buffer_copy(room, boost::asio::buffer(bytes.data(), std::min(piece, bytes.size())));
    bytes.remove_prefix(size);
    outcome = reader.commit(size);
  }
  return outcome;
}

constexpr std::size_t pieces[] = {1, 7, 100, 1'000'000};

}  // namespace

BOOST_AUTO_TEST_CASE(reads_answers_one_after_another) {
  response_reader reader({});
  for (auto const piece : pieces) {
    reader.begin();
    BOOST_TEST(!reader.received_anything());
    BOOST_TEST((feed(reader, sized(small_body, "200 OK", "X-Request-Id: abc\r\n"), piece) == progress::complete));
    BOOST_TEST(reader.received_anything());
    BOOST_TEST_REQUIRE(reader.is_result());
    BOOST_TEST(reader.reusable());
    auto const got = reader.take_result();
    BOOST_TEST(got.status_text() == "RUNNING");
    BOOST_TEST(got.request_id() == "abc");
  }
}

BOOST_AUTO_TEST_CASE(reads_chunked_bodies_without_a_chunk_or_with_zeros_however_they_are_cut) {
  auto const head = std::string("HTTP/1.1 502 Bad Gateway\r\nTransfer-Encoding: chunked\r\n\r\n");
  struct {
    std::string chunks;
    std::string body;
  } const cases[] = {{"0\r\n\r\n", ""},
                     {"00;x\r\nTrailer: yes\r\n\r\n", ""},
                     {"1\r\n0\r\n0\r\n\r\n", "0"},
                     {"04\r\n0\r\n0\r\n0\r\n\r\n", "0\r\n0"}};
  response_reader reader({});
  for (auto const& each : cases) {
    for (std::size_t piece = 1; piece <= 8; ++piece) {
      reader.begin();
      BOOST_TEST((feed(reader, head + each.chunks, piece) == progress::complete), each.chunks);
      BOOST_TEST(!reader.is_result());
      BOOST_TEST(reader.reusable());
      BOOST_TEST(reader.take_failure({}, {}).body() == each.body);
    }
  }
}

BOOST_AUTO_TEST_CASE(reads_chunked_bodies_with_extensions_and_trailers) {
  auto const chunked =
      answer("Transfer-Encoding: chunked\r\n", "a;x=1\r\n" + small_body.substr(0, 10) + "\r\n" + "17\r\n" +
                                                   small_body.substr(10) + "\r\n0\r\nTrailer: yes\r\n\r\n");
  response_reader reader({});
  for (auto const piece : pieces) {
    reader.begin();
    BOOST_TEST((feed(reader, chunked, piece) == progress::complete));
    BOOST_TEST_REQUIRE(reader.is_result());
    BOOST_TEST(reader.reusable());
    BOOST_TEST(reader.take_result().status_text() == "RUNNING");
  }
}

BOOST_AUTO_TEST_CASE(what_chunks_carry_along_is_limited) {
  std::string const begin = answer("Transfer-Encoding: chunked\r\n", "");
  for (auto const& endless : {begin + "1;", begin + "1\r\n{\r\n0\r\nX: "}) {
    response_reader reader({2'000, 1'000'000, 64});
    reader.begin();
    BOOST_TEST((feed(reader, endless, 1'000'000) == progress::more));
    BOOST_TEST((feed(reader, std::string(200'000, 'x'), 1'000) == progress::failed));
    auto const why = reader.take_failure({}, {});
    BOOST_TEST((why == errc::header_too_large), why);
  }
}

BOOST_AUTO_TEST_CASE(a_trailer_changes_nothing) {
  response_reader reader({});
  for (auto const piece : pieces) {
    reader.begin();
    auto const whole =
        answer("Transfer-Encoding: chunked\r\nX-Request-Id: real\r\n",
               "14\r\n{\"status\":\"RUNNING\"}\r\n0\r\nContent-Encoding: gzip\r\nX-Request-Id: late\r\n\r\n");
    BOOST_TEST((feed(reader, whole, piece) == progress::complete));
    BOOST_TEST_REQUIRE(reader.is_result());
    BOOST_TEST(reader.take_result().request_id() == "real");
    BOOST_TEST(reader.reusable());
  }
}

BOOST_AUTO_TEST_CASE(a_body_may_end_with_the_connection) {
  response_reader reader({});
  reader.begin();
  BOOST_TEST((feed(reader, answer("", small_body), 5) == progress::more));
  BOOST_TEST((reader.end_of_stream(true) == progress::complete));
  BOOST_TEST(reader.is_result());
  BOOST_TEST(!reader.reusable());

  reader.take_result();
  reader.begin();
  BOOST_TEST((feed(reader, answer("", small_body), 5) == progress::more));
  BOOST_TEST((reader.end_of_stream(false) == progress::failed));
  BOOST_TEST((reader.take_failure({}, {}) == errc::truncated_response));
}

BOOST_AUTO_TEST_CASE(interim_answers_are_passed_over) {
  std::string const interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n";
  response_reader reader({});
  for (auto const piece : pieces) {
    reader.begin();
    BOOST_TEST((feed(reader, interim + sized(small_body), piece) == progress::complete));
    BOOST_TEST_REQUIRE(reader.is_result());
    reader.take_result();
  }
  std::string endless;
  for (int i = 0; i < 20; ++i) endless += "HTTP/1.1 100 Continue\r\n\r\n";
  reader.begin();
  BOOST_TEST((feed(reader, endless, 1'000) == progress::failed));
  BOOST_TEST((reader.take_failure({}, {}) == errc::http_protocol_error));
}

BOOST_AUTO_TEST_CASE(a_connection_is_reused_only_after_a_clean_end) {
  response_reader reader({});
  auto const reusable_after = [&](std::string const& bytes) {
    reader.begin();
    BOOST_TEST((feed(reader, bytes, 1'000'000) == progress::complete));
    return reader.reusable();
  };
  BOOST_TEST(reusable_after(sized(small_body)));
  BOOST_TEST(!reusable_after(sized(small_body, "200 OK", "Connection: close\r\n")));
  BOOST_TEST(!reusable_after(sized(small_body) + "surplus"));
  BOOST_TEST(!reusable_after(sized(small_body) + sized(small_body)));
  auto old = sized(small_body);
  old.replace(0, 8, "HTTP/1.0");
  BOOST_TEST(!reusable_after(old));
  BOOST_TEST(reusable_after(sized(R"({"error_code":"DLF.6201","error_msg":"x"})", "400 Bad Request")));
}

BOOST_AUTO_TEST_CASE(every_prefix_is_an_unfinished_answer) {
  auto const whole = sized(small_body);
  response_reader reader({});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    reader.begin();
    BOOST_TEST((feed(reader, std::string_view(whole).substr(0, size), 1'000) == progress::more));
    BOOST_TEST((reader.end_of_stream(true) == progress::failed));
    auto const why = reader.take_failure({}, {});
    BOOST_TEST((why == (size == 0 ? errc::connection_closed : errc::truncated_response)), size << ": " << why);
    BOOST_TEST(!reader.reusable());
  }
}

BOOST_AUTO_TEST_CASE(refusals_keep_what_the_server_said) {
  response_reader reader({});
  reader.begin();
  auto const body = R"({"error_code":"DLF.6201","error_msg":"The script does not exist."})";
  BOOST_TEST((feed(reader, sized(body, "400 Bad Request", "x-request-id: 4f\r\n"), 9) == progress::complete));
  BOOST_TEST_REQUIRE(!reader.is_result());
  dataarts::failure::details base;
  base.attempts = 2;
  auto const why = reader.take_failure(base, {});
  BOOST_TEST((why == errc::not_found));
  BOOST_TEST(why.service_code() == "DLF.6201");
  BOOST_TEST(why.service_message() == "The script does not exist.");
  BOOST_TEST(why.request_id() == "4f");
  BOOST_TEST(why.http_status() == 400);
  BOOST_TEST(why.body() == body);
  BOOST_TEST(why.attempts() == 2u);

  reader.begin();
  BOOST_TEST((feed(reader, sized("<html>bad gateway</html>", "502 Bad Gateway"), 1'000) == progress::complete));
  auto const html = reader.take_failure({}, {});
  BOOST_TEST((html == errc::server_error));
  BOOST_TEST(html.body() == "<html>bad gateway</html>");
  BOOST_TEST(html.request_id() == "");
}

BOOST_AUTO_TEST_CASE(each_kind_of_bad_answer_has_its_own_error) {
  reader_limits limits;
  limits.max_header = 2'000;
  limits.max_body = 5'000;
  struct sample {
    std::string bytes;
    errc code;
    std::string where;
  };
  std::vector<sample> const samples = {
      {"SSH-2.0-OpenSSH_9.2\r\n\r\n", errc::http_protocol_error, ""},
      {"HTTP/2.0 200 OK\r\n\r\n", errc::http_protocol_error, ""},
      {"HTTP/1.1 abc OK\r\n\r\n", errc::http_protocol_error, ""},
      {answer("Content-Length: x\r\n", ""), errc::http_protocol_error, ""},
      {answer("Content-Length: 3\r\nContent-Length: 4\r\n", "abc"), errc::http_protocol_error, ""},
      {answer("Transfer-Encoding: chunked\r\n", "zz\r\n"), errc::http_protocol_error, ""},
      {answer("Content-Encoding: gzip\r\nContent-Length: 3\r\n", "abc"), errc::http_protocol_error, "\"gzip\""},
      {answer("Bad Name: x\r\n", ""), errc::http_protocol_error, ""},
      {answer("X: " + std::string(3'000, 'x') + "\r\n", ""), errc::header_too_large, "limit 2000 bytes"},
      {answer("Content-Length: 5001\r\n", ""), errc::body_too_large, "limit 5000 bytes"},
      {answer("Transfer-Encoding: chunked\r\n", "1389\r\n" + std::string(5'001, ' ')), errc::body_too_large, ""},
      {answer("", std::string(5'001, ' ')), errc::body_too_large, ""},
      {sized(""), errc::invalid_json, ""},
      {sized("not json"), errc::invalid_json, "body byte"},
      {sized("{\"status\":\"RUNNING\"} x"), errc::invalid_json, "body byte"},
      {sized("{\"status\":\"\xff\"}"), errc::invalid_utf8, ""},
      {sized("{\"status\":\"RUNNING\",\"x\":" + std::string(100, '[')), errc::json_too_deep, ""},
      {sized("{}"), errc::missing_status, ""},
      {sized("{\"status\":7}"), errc::unexpected_type, "status"},
      {sized("{\"status\":\"RUNNING\",\"status\":\"RUNNING\"}"), errc::duplicate_member, "status"},
      {answer("", "", "204 No Content"), errc::unexpected_status, ""},
      {sized("", "302 Found", "Location: http://elsewhere/\r\n"), errc::unexpected_status, ""},
      {sized("", "401 Unauthorized"), errc::unauthorized, ""},
      {sized("", "403 Forbidden"), errc::forbidden, ""},
      {sized("", "404 Not Found"), errc::not_found, ""},
      {sized("", "418 I'm a teapot"), errc::request_rejected, ""},
      {sized("", "429 Too Many Requests"), errc::throttled, ""},
      {sized("", "503 Service Unavailable"), errc::server_error, ""},
  };
  for (auto const piece : pieces) {
    response_reader reader(limits);
    for (auto const& each : samples) {
      BOOST_TEST_CONTEXT(each.bytes.substr(0, 200) << " in pieces of " << piece) {
        reader.begin();
        BOOST_TEST((feed(reader, each.bytes, piece) != progress::more));
        BOOST_TEST_REQUIRE(!reader.is_result());
        auto const why = reader.take_failure({}, {});
        BOOST_TEST((why == each.code), why.message());
        BOOST_TEST(why.where().find(each.where) != std::string_view::npos, why.message());
        BOOST_TEST(!why.message().empty());
      }
    }
    // After all that the same reader still reads a good answer.
    reader.begin();
    BOOST_TEST((feed(reader, sized(small_body), piece) == progress::complete));
    BOOST_TEST(reader.is_result());
  }
}

BOOST_AUTO_TEST_CASE(large_headers_and_bodies_within_the_limits_are_read) {
  std::string rows = "[";
  for (int i = 0; i < 20'000; ++i) rows += (i ? ",[" : "[") + std::to_string(i) + ",\"row\"]";
  auto const body = R"({"status":"FINISHED","results":[{"rows":)" + rows + "]}]}";
  auto const bytes = sized(body, "200 OK", "X-Token: " + std::string(60'000, 't') + "\r\n");
  response_reader reader({});
  for (auto const piece : {std::size_t{977}, std::size_t{16'384}, std::size_t{1'000'000}}) {
    reader.begin();
    BOOST_TEST((feed(reader, bytes, piece) == progress::complete));
    BOOST_TEST_REQUIRE(reader.is_result());
    auto const got = reader.take_result();
    BOOST_TEST(got.results()[0].rows().size() == 20'000u);
    BOOST_TEST(got.results()[0].rows()[19'999][0].as_int64().value() == 19'999);
  }
}

BOOST_AUTO_TEST_SUITE_END()
