#include "waiting/checkpoint_line.hpp"

#include "api/result_decoder.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(checkpoint_line_test)

using namespace dataarts;

namespace {

std::optional<script_instance> answer_in(std::string_view line, std::string& problem) {
  auto const end = waiting::read_end(line, problem);
  return end ? waiting::answer_of(*end, problem) : std::nullopt;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_head_is_its_own) {
  auto line = waiting::head_line({"http://h:1", "p\"1", {}});
  BOOST_TEST(line == "{\"dataarts_checkpoint\":1,\"endpoint\":\"http://h:1\",\"project_id\":\"p\\\"1\"}\n");
  line.pop_back();
  BOOST_TEST(!waiting::objection_to_head(line, {"http://h:1", "p\"1", {}}).has_value());
  BOOST_TEST(waiting::objection_to_head(line, {"http://h:2", "p\"1", {}}).has_value());
  BOOST_TEST(waiting::objection_to_head(line, {"http://h:1", "p", {}}).has_value());
}

BOOST_AUTO_TEST_CASE(an_end_holds_everything) {
  std::string const body = R"({"status":"FAILED","message":"a\nb","results":[{"rows":[[1.50,null,"日"]]}]})";
  std::string problem;
  auto const given = answer_in(R"({"script":"s","instance":"i","request_id":"r1","answer":)" + body + "}", problem);
  BOOST_TEST_REQUIRE(given.has_value());
  auto line = waiting::end_line({"s", "i\"", "w"}, *given);
  BOOST_TEST(line == R"({"script":"s","instance":"i\"","workspace":"w","request_id":"r1","answer":)" + body + "}\n");
  line.pop_back();
  auto const end = waiting::read_end(line, problem);
  BOOST_TEST_REQUIRE(end.has_value());
  BOOST_TEST((end->ref == instance_ref("s", "i\"", "w")));
  auto const read = answer_in(line, problem);
  BOOST_TEST_REQUIRE(read.has_value());
  BOOST_TEST(to_json(*read) == body);
  BOOST_TEST(read->request_id() == "r1");
}

BOOST_AUTO_TEST_CASE(any_request_id_can_be_read_back) {
  result_decoder decoder;
  decode_error error;
  BOOST_TEST_REQUIRE(decoder.write(R"({"status":"FINISHED"})", error));
  BOOST_TEST_REQUIRE(decoder.finish(error));
  auto line = waiting::end_line({"s", "i"}, decoder.take("r\xe9\"\x01"));
  line.pop_back();
  std::string problem;
  BOOST_TEST(waiting::read_end(line, problem).has_value(), problem);
  auto const read = answer_in(line, problem);
  BOOST_TEST_REQUIRE(read.has_value());
  BOOST_TEST(read->request_id() == "r\xc3\xa9\"\x01");
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_named) {
  struct {
    std::string line;
    std::string says;
  } const cases[] = {{"", "not JSON: the body is empty (byte 0 of the line)"},
                     {"7", "not a JSON object"},
                     {R"({"instance":"i","answer":{}})", "there is no script"},
                     {R"({"script":5,"instance":"i","answer":{}})", "there is no script"},
                     {R"({"script":"s","answer":{}})", "there is no instance"},
                     {R"({"script":"s","instance":"i"})", "there is no answer"}};
  for (auto const& each : cases) {
    std::string problem;
    BOOST_TEST(!waiting::read_end(each.line, problem).has_value());
    BOOST_TEST(problem == each.says);
  }
}

BOOST_AUTO_TEST_SUITE_END()
