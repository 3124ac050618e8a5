#include "answer_format.hpp"
#include "answers.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

namespace dataarts::cli {
namespace {

using test::answered;
using test::formatted;
using test::no_such_script;
using test::refused;

BOOST_AUTO_TEST_SUITE(json_formats)

BOOST_AUTO_TEST_CASE(elements_of_the_contract) {
  auto const out = formatted(make_json_array_format(),
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
  auto const out = formatted(make_json_lines_format(), {answered({"dwsscript", "i"}, test::documented_body)});
  auto element = boost::json::parse(out.results).as_object();
  auto const expected = boost::json::parse({test::documented_body.data(), test::documented_body.size()});
  BOOST_TEST((element["script"] == "dwsscript"));
  BOOST_TEST((element["instance"] == "i"));
  element.erase("script");
  element.erase("instance");
  BOOST_TEST((element == expected));
}

BOOST_AUTO_TEST_CASE(an_empty_array) { BOOST_TEST(formatted(make_json_array_format(), {}).results == "[]\n"); }

BOOST_AUTO_TEST_CASE(lines) {
  BOOST_TEST(formatted(make_json_lines_format(), {}).results == "");
  auto const out = formatted(make_json_lines_format(), {answered({"s", "a"}, R"({"status":"FAILED","message":"no"})"),
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
      formatted(make_json_lines_format(), {refused({"a\"b\\c\n", "\xff\xe8\x84"}, errc::server_error, content)});
  BOOST_TEST(out.results.find('\n') == out.results.size() - 1);
  auto const element = boost::json::parse(out.results);
  BOOST_TEST(element.at("script").as_string() == "a\"b\\c\n");
  BOOST_TEST(element.at("instance").as_string() == "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
  BOOST_TEST(element.at("error").at("message").as_string() == boost::json::string_view("\0\x1b\"\\\n\xef\xbf\xbd", 8));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace dataarts::cli
