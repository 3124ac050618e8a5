#include "auth_file.hpp"

#include "scenario/json_place.hpp"
#include "usage_error.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(mock_auth_file)

namespace {

namespace mock = dataarts::mock;
namespace program = dataarts::mock::program;
namespace scenarios = dataarts::mock::scenarios;
using namespace std::chrono_literals;

std::string refusal(std::string const& text) {
  try {
    program::parse_auth_file(text, "f.json");
  } catch (program::usage_error const& why) {
    return why.what();
  }
  return "accepted";
}

BOOST_AUTO_TEST_CASE(everything_is_read) {
  auto const made = program::parse_auth_file(R"({
    "keys": [{"access": "AK", "secret": "SK"}, {"access": "AK2", "secret": "SK2", "security_token": "T"}],
    "tokens": ["token"],
    "users": [{"domain": "d", "name": "u", "password": "p", "projects": [{"id": "1", "name": "cn-north-4"}]}],
    "token_life": "90m", "token_size": 500, "metadata": "optional_token", "temporary_key_life": "30s"
  })",
                                             "f.json");
  BOOST_TEST_REQUIRE(made.keys.size() == 2U);
  BOOST_TEST(made.keys[0].access == "AK");
  BOOST_TEST(made.keys[0].secret == "SK");
  BOOST_TEST(made.keys[0].security_token == "");
  BOOST_TEST(made.keys[1].security_token == "T");
  BOOST_TEST(made.tokens == std::vector<std::string>{"token"});
  BOOST_TEST_REQUIRE(made.users.size() == 1U);
  BOOST_TEST(made.users[0].domain == "d");
  BOOST_TEST(made.users[0].name == "u");
  BOOST_TEST(made.users[0].password == "p");
  BOOST_TEST_REQUIRE(made.users[0].projects.size() == 1U);
  BOOST_TEST(made.users[0].projects[0].name == "cn-north-4");
  BOOST_TEST((made.token_life == 90min));
  BOOST_TEST(made.token_size == 500U);
  BOOST_TEST((made.metadata == mock::metadata_service::optional_token));
  BOOST_TEST((made.temporary_key_life == 30s));
  BOOST_TEST((made.mode == mock::auth_mode::off));
}

BOOST_AUTO_TEST_CASE(an_empty_object_is_enough) { BOOST_TEST(program::parse_auth_file("{}\n", "f.json").keys.empty()); }

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_with_its_place) {
  BOOST_TEST(refusal("").starts_with("f.json:1:1: not JSON: "));
  BOOST_TEST(refusal("{\n  \"keys\": [}\n").starts_with("f.json:2:12: not JSON: "));
  BOOST_TEST(refusal("{}\n x") == "f.json:2:2: not JSON: there is something behind the end");
  BOOST_TEST(refusal("[]") == "f.json:1:1: the file is not an object");
  BOOST_TEST(refusal("{\n \"keys\": 1}") == "f.json:2:2: keys is not a list");
  BOOST_TEST(refusal(R"({"key": []})") == "f.json:1:2: key is not known; did you mean keys?");
  BOOST_TEST(
      refusal("{\"keys\": [\n  {\"access\": \"a\", \"secret\": \"b\"},\n  {\"access\": \"c\", \"sercet\": \"d\"}]}") ==
      "f.json:3:19: keys[1].sercet is not known; did you mean secret?");
  BOOST_TEST(refusal("{\"tokens\": [\"a\",\n \"b\", {}, 4]}") ==
             "f.json:2:7: tokens[2] is not a text\nf.json:2:11: tokens[3] is not a text");
  BOOST_TEST(refusal(R"({"keys": [{"access": "a"}]})") == "f.json:1:11: keys[0] has no secret");
  BOOST_TEST(refusal(R"({"keys": [{"access": "a", "secret": 7}]})") == "f.json:1:27: keys[0].secret is not a text");
  BOOST_TEST(refusal(R"({"tokens": ["a]}\"b"], "token_size": 1.5})").starts_with("f.json:1:24: token_size is not"));
  BOOST_TEST(refusal(R"({"users": [{"domain":"d","name":"u","password":"p","projects":[{"id":"1"}]}]})") ==
             "f.json:1:64: users[0].projects[0] has no name");
  BOOST_TEST(refusal(R"({"token_life": 60})") ==
             "f.json:1:2: token_life is not a duration in whole seconds, such as \"90s\" or \"24h\"");
  BOOST_TEST(refusal(R"({"token_life": "1500ms"})").starts_with("f.json:1:2: token_life is not a duration"));
  BOOST_TEST(refusal(R"({"metadata": "none"})").starts_with("f.json:1:2: metadata is neither \"absent\" nor"));
}

BOOST_AUTO_TEST_CASE(what_the_options_refuse_has_its_place_too) {
  BOOST_TEST(refusal("{\"keys\": [{\"access\": \"a\", \"secret\": \"b\"},\n{\"access\": \"a\", \"secret\": \"b\"}]}") ==
             "f.json:2:2: keys[1].access is that of an earlier key");
  BOOST_TEST(refusal(R"({"token_size": 3})") == "f.json:1:2: token_size is 3; it has to be between 128 and 65536");
  BOOST_TEST(refusal(R"({"tokens": ["a b"]})") ==
             "f.json:1:13: tokens[0] is empty, or has a blank or what is not printable ASCII");
}

BOOST_AUTO_TEST_CASE(all_that_is_wrong_is_said_at_once) {
  BOOST_TEST(refusal("{\"keys\": [{\"access\": \"a b\", \"secret\": \"s\"},\n"
                     "{\"access\": \"c\", \"secret\": \"s\", \"security_token\": \"of a key\"},\n"
                     "{\"acess\": \"d\"}, 7],\n"
                     "\"tokens\": [\"for ever\"], \"token_size\": 1}") ==
             "f.json:1:12: keys[0].access is empty, or has a blank, a comma, a slash or what is not printable ASCII\n"
             "f.json:2:32: keys[1].security_token has a blank, or what is not printable ASCII\n"
             "f.json:3:1: keys[2] has no secret\n"
             "f.json:3:2: keys[2].acess is not known; did you mean access?\n"
             "f.json:3:17: keys[3] is not an object\n"
             "f.json:4:12: tokens[0] is empty, or has a blank or what is not printable ASCII\n"
             "f.json:4:25: token_size is 1; it has to be between 128 and 65536");
}

BOOST_AUTO_TEST_CASE(no_secret_is_repeated) {
  for (std::string const wrong :
       {R"({"keys": [{"access": "a", "secret": s3cret}]})", R"({"keys": [{"access": "a", "secret": 's3cret'}]})",
        R"({"keys": [{"access": "a" "s3cret"}]})", R"({"tokens": ["a" "s3cret"]})", R"({"tokens": {"s3cret" 1}})",
        R"({"tokens": ["s3cret)", R"({"s3cret": 1, "s3cret"})"}) {
    auto const told = refusal(wrong);
    BOOST_TEST(told.find("not JSON: ") != std::string::npos);
    BOOST_TEST(told.find("s3cret") == std::string::npos, told);
  }
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_read_is_named) {
  auto const why = [](char const* file) {
    try {
      program::read_auth_file(file);
    } catch (program::usage_error const& problem) {
      return std::string(problem.what());
    }
    return std::string("accepted");
  };
  BOOST_TEST(why("/no/such/file") == "cannot read /no/such/file: No such file or directory");
  BOOST_TEST(why("/") == "cannot read /: Is a directory");
}

BOOST_AUTO_TEST_CASE(places_are_found_in_any_layout) {
  std::string const text = " {\"a\" : [ 1, {\"b\\\"]\":\"x\\\\\", \"c\":[ ] , \"d\":null}, true ]\n, \"e\":-1.5e3}";
  auto const at = [&](scenarios::json_path const& path) {
    auto const found = scenarios::line_index(text).of(scenarios::find_place(text, path));
    return std::to_string(found.line) + ':' + std::to_string(found.column);
  };
  BOOST_TEST(at({}) == "1:2");
  BOOST_TEST(at({"a"}) == "1:3");
  BOOST_TEST(at({"a", std::size_t{0}}) == "1:11");
  BOOST_TEST(at({"a", std::size_t{1}, "c"}) == "1:29");
  BOOST_TEST(at({"a", std::size_t{1}, "d"}) == "1:39");
  BOOST_TEST(at({"a", std::size_t{2}}) == "1:50");
  BOOST_TEST(at({"e"}) == "2:3");
  BOOST_TEST(at({"e", "nothing"}) == "2:3");
  BOOST_TEST(at({"a", std::size_t{7}}) == "1:3");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
