#include "answers.hpp"
#include "decode.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(result_decoder_errors_test)

using dataarts::errc;

namespace {

struct bad_answer {
  std::string body;
  errc code;
  std::size_t offset;
  std::string what;
};

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

std::vector<bad_answer> bad_answers() {
  std::string const head = R"({"status":"FINISHED","results":)";
  return {
      {"", errc::invalid_json, 0, "the body is empty"},
      {"   ", errc::invalid_json, 3, "the body ends too early"},
      {R"({"status":"FINISHED")", errc::invalid_json, 20, "the body ends too early"},
      {"<html>", errc::invalid_json, 0, "a value is expected"},
      {"{'status':1}", errc::invalid_json, 1, "a key or '}' is expected"},
      {R"({"status" "RUNNING"})", errc::invalid_json, 10, "':' is expected"},
      {R"({"status":})", errc::invalid_json, 10, "a value is expected"},
      {R"({"status":"RUNNING",})", errc::invalid_json, 20, "a key is expected"},
      {R"({"status":"RUNNING";})", errc::invalid_json, 19, "',' or '}' is expected"},
      {R"({"status":"RUNNING"]})", errc::invalid_json, 19, "',' or '}' is expected"},
      {R"({"x":[1,]})", errc::invalid_json, 8, "a value is expected"},
      {R"({"x":[,]})", errc::invalid_json, 6, "a value or ']' is expected"},
      {R"({"x":[1}})", errc::invalid_json, 7, "',' or ']' is expected"},
      {R"({"status":"RUNNING"}x)", errc::invalid_json, 20, "nothing more is expected"},
      {R"({"status":"RUNNING"} {})", errc::invalid_json, 21, "nothing more is expected"},
      {R"({"status":"RUNNING"},)", errc::invalid_json, 20, "nothing more is expected"},
      {R"({"status":"a)"
       "\x01"
       R"("})",
       errc::invalid_json, 12, "a control character has to be escaped"},
      {R"({"status":"a\q"})", errc::invalid_json, 13, "the escape is not valid"},
      {R"({"status":"\u00g0"})", errc::invalid_json, 15, "the escape is not valid"},
      {R"({"status":"\ud800"})", errc::invalid_json, 17, "the escape is not valid"},
      {R"({"status":"\udc00"})", errc::invalid_json, 11, "the escape is not valid"},
      {R"({"status":"\ud800\u0041"})", errc::invalid_json, 17, "the escape is not valid"},
      {R"({"message":01})", errc::invalid_json, 12, "the number is not valid"},
      {R"({"message":-})", errc::invalid_json, 12, "the number is not valid"},
      {R"({"message":1.})", errc::invalid_json, 13, "the number is not valid"},
      {R"({"message":.5})", errc::invalid_json, 11, "a value is expected"},
      {R"({"message":1e})", errc::invalid_json, 13, "the number is not valid"},
      {R"({"message":1.5.5})", errc::invalid_json, 14, "the number is not valid"},
      {R"({"message":1-2})", errc::invalid_json, 12, "the number is not valid"},
      {R"({"message":NaN})", errc::invalid_json, 11, "a value is expected"},
      {R"({"message":nul})", errc::invalid_json, 14, "a value is expected"},
      {R"({"message":truE})", errc::invalid_json, 14, "a value is expected"},
      {R"({"message":/**/1})", errc::invalid_json, 11, "a value is expected"},
      {"{\"status\":\"\xff\"}", errc::invalid_utf8, 11, ""},
      {"{\"status\":\"a\xc3(\"}", errc::invalid_utf8, 12, ""},
      {"{\"status\":\"\xed\xa0\x80 surrogate\"}", errc::invalid_utf8, 11, ""},
      {"{\"status\":\"\xc0\xaf overlong\"}", errc::invalid_utf8, 11, ""},
      {"{\"status\":\"\xf5\x80\x80\x80 too large\"}", errc::invalid_utf8, 11, ""},
      {"{\"status\":\"\\n\xe4\xb8(\"}", errc::invalid_utf8, 13, ""},
      {"{\"status\":\"\xe4\xb8\"}", errc::invalid_utf8, 11, ""},
      {"{\"\xe4\xb8\":1,  \"status\":\"a\"}", errc::invalid_utf8, 2, ""},
      {"{\"status\":\xc3\xa9}", errc::invalid_json, 10, "a value is expected"},
      {"\xef\xbb\xbf{}", errc::invalid_json, 0, "a value is expected"},
      {"[]", errc::unexpected_type, 0, ""},
      {"\"FINISHED\" ", errc::unexpected_type, 0, ""},
      {"null", errc::unexpected_type, 0, ""},
      {"12", errc::unexpected_type, 0, ""},
      {"{}", errc::missing_status, 2, "status"},
      {R"({"results":[]})", errc::missing_status, 14, "status"},
      {R"({"status":null})", errc::missing_status, 10, "status"},
      {R"({"status":1})", errc::unexpected_type, 10, "status"},
      {R"({"status":true})", errc::unexpected_type, 10, "status"},
      {R"({"status":["FINISHED"]})", errc::unexpected_type, 10, "status"},
      {R"({"status":{}})", errc::unexpected_type, 10, "status"},
      {head + "{}}", errc::unexpected_type, 31, "results"},
      {head + "\"\"}", errc::unexpected_type, 31, "results"},
      {head + "0}", errc::unexpected_type, 31, "results"},
      {head + "[1]}", errc::unexpected_type, 32, "results[0]"},
      {head + "[{},\"x\"]}", errc::unexpected_type, 35, "results[1]"},
      {head + "[{},{},[]]}", errc::unexpected_type, 38, "results[2]"},
      {R"({"status":"FINISHED","result":{}})", errc::unexpected_type, 33, "result"},
      {R"({"status":"FINISHED","result":5,"results":null})", errc::unexpected_type, 47, "result"},
      {R"({"status":"FINISHED","result":[true]})", errc::unexpected_type, 31, "result[0]"},
      {R"({"status":"A","status":"B"})", errc::duplicate_member, 14, "status"},
      {R"({"status":"A","st\u0061tus":"B"})", errc::duplicate_member, 14, "status"},
      {R"({"status":"A","message":1,"message":2})", errc::duplicate_member, 26, "message"},
      {R"({"results":[],"status":"A","results":[]})", errc::duplicate_member, 27, "results"},
      {head + R"([{},{"rowCount":1,"rowCount":1}]})", errc::duplicate_member, 49, "results[1].rowCount"},
      {head + R"([{"rows":[[1]],"schema":[],"rows":[[1]]}]})", errc::duplicate_member, 58, "results[0].rows"},
      {R"({"status":"A","x":)" + nested(64) + "}", errc::json_too_deep, 81, ""},
      {head + R"([{"rows":[[)" + nested(60) + "]]}]}", errc::json_too_deep, 101, ""},
  };
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_bad_answer_has_its_error_and_place) {
  for (auto const& given : bad_answers()) {
    BOOST_TEST_CONTEXT(given.body) {
      auto const outcome = decode(given.body);
      BOOST_TEST(!outcome.instance);
      BOOST_TEST(static_cast<int>(outcome.error.code) == static_cast<int>(given.code));
      BOOST_TEST(outcome.error.what == given.what);
      BOOST_TEST(outcome.error.offset == given.offset);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_error_does_not_depend_on_how_the_body_is_cut) {
  for (auto const& given : bad_answers()) {
    for (std::size_t const piece : {1, 2, 3, 7}) {
      BOOST_TEST_CONTEXT(given.body << " in pieces of " << piece) {
        auto const outcome = decode(given.body, piece);
        BOOST_TEST(!outcome.instance);
        BOOST_TEST(static_cast<int>(outcome.error.code) == static_cast<int>(given.code));
        BOOST_TEST(outcome.error.what == given.what);
        BOOST_TEST(outcome.error.offset == given.offset);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(every_beginning_of_an_answer_is_an_error) {
  auto bodies = readable_answers();
  bodies.push_back({"documented", documented_answer(), ""});
  for (auto const& given : bodies) {
    auto const end = given.body.find_last_of('}');
    for (std::size_t size = 0; size <= end; ++size) {
      auto const outcome = decode(std::string_view(given.body).substr(0, size));
      BOOST_TEST(!outcome.instance, given.name << ", the first " << size << " bytes");
      BOOST_TEST((outcome.error.code == errc::invalid_json));
      BOOST_TEST(outcome.error.offset == size);
    }
  }
}

BOOST_AUTO_TEST_CASE(depth_is_counted_as_configured) {
  dataarts::decode_limits limits;
  limits.max_json_depth = 7;
  BOOST_TEST(decode(answer_with_cells("[[]]"), 0, limits).instance.has_value());
  BOOST_TEST((decode(answer_with_cells("[[[]]]"), 0, limits).error.code == errc::json_too_deep));
  limits.max_json_depth = 1;
  BOOST_TEST(decode(R"({"status":"RUNNING"})", 0, limits).instance.has_value());
}

BOOST_AUTO_TEST_CASE(a_result_past_its_limit_is_an_error_and_not_cut_off) {
  dataarts::decode_limits limits;
  limits.max_result_size = 20'000;
  BOOST_TEST(decode(answer_with_cells("\"" + std::string(19'000, 'x') + "\""), 0, limits).instance.has_value());
  std::string const long_text = answer_with_cells("\"" + std::string(21'000, 'x') + "\"");
  std::string many_rows = "[1]";
  for (int i = 0; i < 3000; ++i) many_rows += ",[1]";
  for (auto const& body :
       {long_text, answer_with("\"rows\":[" + many_rows + "]"), answer_with("\"rows\":\"[" + many_rows + "]\"")}) {
    for (std::size_t const piece : {0, 1000}) {
      auto const outcome = decode(body, piece, limits);
      BOOST_TEST(!outcome.instance);
      BOOST_TEST((outcome.error.code == errc::body_too_large));
      BOOST_TEST(outcome.error.what == "the decoded result passes the limit of its size");
    }
  }
}

BOOST_AUTO_TEST_CASE(results_without_end_are_refused_before_they_take_much_memory) {
  for (std::string const each : {"{}", "null"}) {
    std::string many = each;
    for (int i = 1; i < 65536; ++i) many += "," + each;
    BOOST_TEST(decode(R"({"status":"RUNNING","results":[)" + many + "]}").instance.has_value());
    auto const outcome = decode(R"({"status":"RUNNING","results":[)" + many + "," + each + "]}");
    BOOST_TEST((outcome.error.code == errc::body_too_large));
    BOOST_TEST(outcome.error.what == "the answer has more than 65536 results");
  }
}

BOOST_AUTO_TEST_CASE(where_names_member_and_byte) {
  BOOST_TEST(decode(R"({"status":1})").error.where() == "status, body byte 10");
  BOOST_TEST(decode("[]").error.where() == "body byte 0");
}

BOOST_AUTO_TEST_SUITE_END()
