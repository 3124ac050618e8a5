#include <dataarts/mock/answer.hpp>

#include <boost/test/unit_test.hpp>

#include <stdexcept>

BOOST_AUTO_TEST_SUITE(mock_answer)

namespace {

using dataarts::mock::answer;

std::string const blank_date(29, ' ');
std::string const blank_id(32, ' ');

BOOST_AUTO_TEST_CASE(is_serialised_once_for_each_end) {
  answer const made(200, "{}", {{"Retry-After", "3"}});
  auto const head = [&](std::string const& end) {
    return "HTTP/1.1 200 OK\r\nServer: api-gateway\r\nDate: " + blank_date +
           "\r\nContent-Type: application/json\r\nContent-Length: 2\r\nX-Request-Id: " + blank_id +
           "\r\nRetry-After: 3\r\n" + end + "\r\n";
  };
  BOOST_TEST(made.head_for(answer::connection::keep).bytes == head(""));
  BOOST_TEST(made.head_for(answer::connection::close).bytes == head("Connection: close\r\n"));
  BOOST_TEST(made.head_for(answer::connection::keep_http_1_0).bytes == head("Connection: keep-alive\r\n"));
  auto const& keep = made.head_for(answer::connection::keep);
  BOOST_TEST(keep.bytes.substr(keep.date_at - 6, 6) == "Date: ");
  BOOST_TEST(keep.bytes.substr(keep.request_id_at - 14, 14) == "X-Request-Id: ");
}

BOOST_AUTO_TEST_CASE(keeps_the_content_type_it_is_given) {
  answer const made(502, "<html>", {{"content-type", "text/html"}});
  auto const& bytes = made.head_for(answer::connection::keep).bytes;
  BOOST_TEST(bytes.find("content-type: text/html\r\n") != std::string::npos);
  BOOST_TEST(bytes.find("application/json") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(no_content_has_no_length) {
  BOOST_TEST(answer(204).head_for(answer::connection::keep).bytes.find("Content-") == std::string::npos);
  BOOST_TEST(answer(200).head_for(answer::connection::keep).bytes.find("Content-Length: 0\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(refuses_what_cannot_be_sent) {
  auto const refused = [](auto&&... parts) {
    try {
      answer(std::forward<decltype(parts)>(parts)...);
    } catch (std::invalid_argument const& why) {
      return std::string(why.what());
    }
    return std::string("accepted");
  };
  using headers = std::vector<answer::header>;
  BOOST_TEST(refused(100U) == "answer: status 100 is not between 200 and 599");
  BOOST_TEST(refused(600U) == "answer: status 600 is not between 200 and 599");
  BOOST_TEST(refused(204U, "x") == "answer: an answer with status 204 has no body");
  BOOST_TEST(refused(200U, "", headers{{"a b", "c"}}) == "answer: 'a b' is not a header name");
  BOOST_TEST(refused(200U, "", headers{{"date", "c"}}) == "answer: the header date is added by the server");
  BOOST_TEST(refused(200U, "", headers{{"A", "b\r\nC: d"}}) ==
             "answer: the value of the header A has a control character");
}

BOOST_AUTO_TEST_CASE(knows_where_its_body_repeats_the_request_id) {
  BOOST_TEST(!answer(200, std::string(34, '0')).request_id_in_body().has_value());
  BOOST_TEST(answer::with_request_id(401, std::string(34, '0'), 2).request_id_in_body().value() == 2U);
  BOOST_CHECK_THROW(answer::with_request_id(401, std::string(34, '0'), 3), std::invalid_argument);
  BOOST_CHECK_THROW(answer::with_request_id(401, std::string(31, '0'), 0), std::invalid_argument);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
