#include <dataarts/failure.hpp>

#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <sstream>
#include <string>

BOOST_AUTO_TEST_SUITE(failure_test)

using dataarts::condition;
using dataarts::errc;
using dataarts::failure;

namespace {

failure refusal(int status, errc code, char const* service_code, char const* message, char const* request_id) {
  failure::details details;
  details.http_status = status;
  details.service_code = service_code;
  details.service_message = message;
  details.request_id = request_id;
  return failure(code, details);
}

failure with_body(int status, errc code, std::string body) {
  failure::details details;
  details.http_status = status;
  details.body = std::move(body);
  return failure(code, details);
}

}  // namespace

BOOST_AUTO_TEST_CASE(no_failure) {
  failure const none;
  BOOST_TEST(!none.code().failed());
  BOOST_TEST(none.message() == "no failure");
  BOOST_TEST(none.http_status() == 0);
  BOOST_TEST(none.service_code() == "");
  BOOST_TEST((none.kind() == condition{}));
}

BOOST_AUTO_TEST_CASE(the_reason_is_the_code_as_a_value) {
  for (int i = 1; i <= dataarts::errc_count; ++i) {
    auto const value = static_cast<errc>(i);
    BOOST_TEST((failure(value).reason() == value));
    BOOST_TEST((failure(value, {}).reason() == value));
  }
  BOOST_TEST(to_string(failure(errc::connect_failed).reason()) == "connect_failed");
  BOOST_TEST((failure().reason() == errc{}));
}

BOOST_AUTO_TEST_CASE(a_refusal_starts_with_the_words_of_the_service) {
  BOOST_TEST(refusal(400, errc::not_found, "DLF.6201", "The script does not exist.", "4f1f").message() ==
             "DLF.6201: The script does not exist. (HTTP 400, request 4f1f)");
  BOOST_TEST(refusal(400, errc::not_found, "DLF.6201", "The script does not exist.", "").message() ==
             "DLF.6201: The script does not exist. (HTTP 400)");
  BOOST_TEST(refusal(400, errc::request_rejected, "", "no code", "").message() == "no code (HTTP 400)");
  BOOST_TEST(refusal(403, errc::forbidden, "APIG.0302", "", "r").message() == "APIG.0302 (HTTP 403, request r)");
}

BOOST_AUTO_TEST_CASE(an_answer_without_words_is_told_by_an_excerpt) {
  BOOST_TEST(with_body(502, errc::server_error, "<html>\r\n  <h1>502 Bad Gateway</h1>\r\n</html>").message() ==
             "the service failed: \"<html> <h1>502 Bad Gateway</h1> </html>\" (HTTP 502)");
  BOOST_TEST(with_body(401, errc::unauthorized, "").message() ==
             "the credentials are missing, wrong or expired (HTTP 401)");
  auto const line = with_body(500, errc::server_error, std::string(5000, 'x')).message();
  BOOST_TEST(line == "the service failed: \"" + std::string(120, 'x') + "…\" (HTTP 500)");
}

BOOST_AUTO_TEST_CASE(a_failure_of_the_connection_names_place_and_cause) {
  failure::details details;
  details.where = "127.0.0.1:1";
  details.cause = boost::asio::error::connection_refused;
  BOOST_TEST(failure(errc::connect_failed, details).message() ==
             "no connection could be made: 127.0.0.1:1: Connection refused");
  BOOST_TEST(failure(errc::cancelled).message() == "the call was cancelled");
}

BOOST_AUTO_TEST_CASE(an_answer_that_cannot_be_read_is_not_quoted) {
  failure::details details;
  details.where = "status, body byte 10";
  details.http_status = 200;
  details.request_id = "4f1f";
  details.body = "{\"status\":1}";
  BOOST_TEST(failure(errc::unexpected_type, details).message() ==
             "a member of the answer has a type that cannot be read: status, body byte 10 (HTTP 200, request 4f1f)");
}

BOOST_AUTO_TEST_CASE(a_message_is_one_line_that_is_safe_on_a_terminal) {
  auto const line =
      refusal(400, errc::request_rejected, "A\nB", "\x1b[31mred\r\n\t two  blanks\x07\xff end\n", "x\ny").message();
  BOOST_TEST(line == "A B: [31mred two blanks \xef\xbf\xbd end (HTTP 400, request x y)");
}

BOOST_AUTO_TEST_CASE(the_kind_is_the_condition_that_says_most) {
  struct {
    errc code;
    condition kind;
  } const cases[] = {{errc::not_found, condition::not_found},
                     {errc::forbidden, condition::unauthorized},
                     {errc::throttled, condition::throttled},
                     {errc::request_rejected, condition::rejected},
                     {errc::server_error, condition::server_error},
                     {errc::queue_full, condition::overloaded},
                     {errc::connect_timeout, condition::unreachable},
                     {errc::deadline_exceeded, condition::timeout},
                     {errc::certificate_rejected, condition::untrusted},
                     {errc::read_failed, condition::connection_lost},
                     {errc::json_too_deep, condition::malformed_response},
                     {errc::body_too_large, condition::limit_exceeded},
                     {errc::client_closed, condition::cancelled},
                     {errc::invalid_reference, condition::invalid_request}};
  for (auto const& given : cases) {
    BOOST_TEST(dataarts::to_string(failure(given.code).kind()) == dataarts::to_string(given.kind));
  }
}

BOOST_AUTO_TEST_CASE(details_are_kept_and_shared_by_copies) {
  failure::details details;
  details.cause = boost::asio::error::eof;
  details.where = "w";
  details.http_status = 400;
  details.service_code = "c";
  details.service_message = "m";
  details.request_id = "r";
  details.body = "b";
  details.body_truncated = true;
  details.attempts = 2;
  details.elapsed = std::chrono::milliseconds(5);
  failure const first(errc::not_found, details);
  auto const copy = first;
  BOOST_TEST((copy.code() == errc::not_found));
  BOOST_TEST((copy.cause() == boost::asio::error::eof));
  BOOST_TEST(copy.where() == "w");
  BOOST_TEST(copy.http_status() == 400);
  BOOST_TEST(copy.service_code() == "c");
  BOOST_TEST(copy.service_message() == "m");
  BOOST_TEST(copy.request_id() == "r");
  BOOST_TEST(copy.body() == "b");
  BOOST_TEST(copy.body_truncated());
  BOOST_TEST(copy.attempts() == 2u);
  BOOST_TEST(copy.elapsed().count() == 5'000'000);
  BOOST_TEST(copy.body().data() == first.body().data());
}

BOOST_AUTO_TEST_CASE(comparisons) {
  failure const missing(errc::not_found);
  BOOST_TEST((missing == condition::not_found));
  BOOST_TEST((missing == condition::rejected));
  BOOST_TEST((missing != condition::transient));
  BOOST_TEST((missing == errc::not_found));
  BOOST_TEST((missing != errc::throttled));
}

BOOST_AUTO_TEST_CASE(it_is_written_to_streams) {
  std::ostringstream out;
  out << failure(errc::cancelled);
  BOOST_TEST(out.str() == "the call was cancelled");
}

BOOST_AUTO_TEST_CASE(value_throws_the_failure) {
  dataarts::result<int> const outcome(refusal(400, errc::not_found, "DLF.6201", "m", ""));
  BOOST_TEST(!outcome.has_value());
  BOOST_CHECK_EXCEPTION(outcome.value(), dataarts::call_error, [](dataarts::call_error const& error) {
    return error.what() == std::string("DLF.6201: m (HTTP 400)") && error.why() == errc::not_found;
  });
  BOOST_TEST(dataarts::result<int>(7).value() == 7);
}

BOOST_AUTO_TEST_SUITE_END()
