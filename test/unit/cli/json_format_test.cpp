#include "answer_format.hpp"
#include "answers.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <utility>

namespace dataarts::cli {

BOOST_AUTO_TEST_SUITE(json_formats)

namespace {

using test::answered;
using test::formatted;
using test::no_such_script;
using test::refused;

BOOST_AUTO_TEST_CASE(elements_of_the_contract) {
  auto const out = formatted(make_json_array_format({}),
                             {answered({"dwsscript", "a"}, R"({"status":"FINISHED","results":[{"duration":0.5}]})"),
                              answered({"脚本", "b", "w-1"}, R"({"status":"RUNNING"})"), no_such_script({"none", "c"}),
                              refused({"s", "d"}, errc::connect_failed)});
  BOOST_TEST(out.results == R"([
{"script":"dwsscript","instance":"a","status":"FINISHED","results":[{"duration":0.5}]},
{"script":"脚本","instance":"b","workspace":"w-1","status":"RUNNING"},
{"script":"none","instance":"c","error":{"code":"DLF.6201","message":"The script does not exist.","http_status":400,"condition":"not_found","request_id":"4f1c"}},
{"script":"s","instance":"d","error":{"code":"connect_failed","message":")" +
                                failure(errc::connect_failed).message() +
                                R"(","http_status":null,"condition":"unreachable","request_id":null}}
]
)");
  BOOST_TEST(out.notes == "");
}

BOOST_AUTO_TEST_CASE(the_documented_answer_keeps_its_members) {
  auto const out = formatted(make_json_lines_format({}), {answered({"dwsscript", "i"}, test::documented_body)});
  auto element = boost::json::parse(out.results).as_object();
  auto const expected = boost::json::parse({test::documented_body.data(), test::documented_body.size()});
  BOOST_TEST((element["script"] == "dwsscript"));
  BOOST_TEST((element["instance"] == "i"));
  element.erase("script");
  element.erase("instance");
  BOOST_TEST((element == expected));
}

BOOST_AUTO_TEST_CASE(an_empty_array) { BOOST_TEST(formatted(make_json_array_format({}), {}).results == "[]\n"); }

BOOST_AUTO_TEST_CASE(lines) {
  BOOST_TEST(formatted(make_json_lines_format({}), {}).results == "");
  auto const out = formatted(make_json_lines_format({}), {answered({"s", "a"}, R"({"status":"FAILED","message":"no"})"),
                                                          answered({"s", "b"}, R"({"status":"FINISHED"})")});
  BOOST_TEST(out.results ==
             "{\"script\":\"s\",\"instance\":\"a\",\"status\":\"FAILED\",\"message\":\"no\"}\n"
             "{\"script\":\"s\",\"instance\":\"b\",\"status\":\"FINISHED\"}\n");
}

BOOST_AUTO_TEST_CASE(any_bytes_become_valid_json_on_one_line) {
  failure::details content;
  content.http_status = 502;
  content.service_code = "a\nb";
  content.service_message = std::string("\0\x1b\"\\\n\xff", 6);
  auto const out =
      formatted(make_json_lines_format({}), {refused({"a\"b\\c\n", "\xff\xe8\x84"}, errc::server_error, content)});
  BOOST_TEST(out.results.find('\n') == out.results.size() - 1);
  auto const element = boost::json::parse(out.results);
  BOOST_TEST(element.at("script").as_string() == "a\"b\\c\n");
  BOOST_TEST(element.at("instance").as_string() == "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
  BOOST_TEST(element.at("error").at("message").as_string() == boost::json::string_view("\0\x1b\"\\\n\xef\xbf\xbd", 8));
}

// DEL, a C1 control (CSI), marks and overrides of direction, a line separator, a zero-width no-break space.
constexpr std::string_view steering =
    "a\x7f\xc2\x9b"
    "31m\xd8\x9c\xe2\x80\x8e\xe2\x80\xae\xe2\x81\xa6\xe2\x80\xa8\xef\xbb\xbf日é";

BOOST_AUTO_TEST_CASE(a_terminal_is_not_steered) {
  page on;
  on.terminal = true;
  std::string const name(steering);
  std::vector<answered_query> const answers{
      answered({"s", name}, R"({"status":"FINISHED","message":")" + name + R"(","results":[{"rows":[[")" + name +
                                R"(",{")" + name + R"(":"\u009b"}]]}]})"),
      refused({name, "i"}, errc::connect_failed)};
  std::string const shown = R"(a\u007f\u009b31m\u061c\u200e\u202e\u2066\u2028\ufeff日é)";
  auto const on_terminal = formatted(make_json_lines_format(on), answers).results;
  BOOST_TEST(on_terminal.find(R"({"script":"s","instance":")" + shown + R"(","status":"FINISHED","message":")" + shown +
                              R"(","results":[{"rows":[[")" + shown + R"(",{")" + shown + R"(":"\u009b"}]]}]})") == 0U,
             on_terminal);
  BOOST_TEST(on_terminal.find("{\"script\":\"" + shown + "\",\"instance\":\"i\"") != std::string::npos);

  // Elsewhere the bytes stay as they are; the value is the same.
  auto const elsewhere = formatted(make_json_lines_format({}), answers).results;
  BOOST_TEST(elsewhere.find("\"instance\":\"" + name + "\"") != std::string::npos);
  auto const array_on_terminal = formatted(make_json_array_format(on), answers).results;
  auto const array_elsewhere = formatted(make_json_array_format({}), answers).results;
  BOOST_TEST((boost::json::parse(array_on_terminal) == boost::json::parse(array_elsewhere)));
}

BOOST_AUTO_TEST_CASE(what_is_known_of_a_run_that_is_not_over) {
  failure::details content;
  content.effect_unknown = true;
  content.last_answer =
      std::make_shared<script_instance const>(*answered({"s", "i"}, R"({"status":"RUNNING"})").outcome);
  auto const text =
      formatted(make_json_lines_format({}), {refused({"s", "i"}, errc::deadline_exceeded, std::move(content))}).results;
  BOOST_TEST(text.ends_with(R"("request_id":null,"effect_unknown":true,"last_status":"RUNNING"}})"
                            "\n"),
             text);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli
