#include <dataarts/mock/scenario.hpp>

#include "scenario/secret_shape.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

#include "folder.hpp"

BOOST_AUTO_TEST_SUITE(mock_scenario_secrets)

namespace {

namespace mock = dataarts::mock;
using mock::scenarios::secret_shape;

// Made up, and in pieces: no scanner of sources has to ask whether they are real.
std::string const access = std::string("ABCDEFGHIJ") + "0123456789";
std::string const secret = std::string("abcdefghijKLMNOPQRST") + "uvwxyzABCD0123456789";
std::string const web = std::string("eyJhbGciOiJIUzI1") + "NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";

BOOST_AUTO_TEST_CASE(secrets_are_known_by_their_form) {
  BOOST_TEST(secret_shape("key=" + access + ';') == "an access key");
  BOOST_TEST(secret_shape(secret) == "a secret key");
  BOOST_TEST(secret_shape("Bearer " + web) == "a web token");
  BOOST_TEST(secret_shape("MII" + std::string(600, 'x')) == "a token of the service");
  for (std::string const each : {"", "INSTANCE-1", "ABCDEFGHIJKLMNOPQRST", "a1ad-448a-9d56-4154193d49c5",
                                 "b384b9e9ab9b4ee8994c8633aabc9505", "2026-11-20T08:14:02Z", "select * from orders"}) {
    BOOST_TEST(secret_shape(each) == "", each);
  }
  BOOST_TEST(secret_shape(access + 'X') == "");
  BOOST_TEST(mock::scenarios::is_secret_header("x-AUTH-token"));
  BOOST_TEST(!mock::scenarios::is_secret_header("Content-Type"));
}

std::string refusal(std::string const& text, std::string const& name = "s") {
  try {
    mock::parse_scenario(text, name);
  } catch (mock::file_error const& why) {
    return why.what();
  }
  return "accepted";
}

BOOST_AUTO_TEST_CASE(a_recording_with_a_secret_is_refused_and_does_not_show_it) {
  auto const with = [](std::string const& top, std::string const& message) {
    return "{\"mock\": 1, " + top +
           " \"instances\": [\n{\"name\": \"a\", \"timeline\": [{\"state\": \"FAILED\", \"message\": \"" + message +
           "\"}]}]}";
  };
  BOOST_TEST(refusal(with("\"recorded\": {},", "by " + access)) ==
             "s:2:48: instances[0].timeline[0].message has an access key in it, by its form; a recording has none");
  BOOST_TEST(refusal(with("\"recorded\": {},", "by AK-1")) == "accepted");
  BOOST_TEST(refusal(with("", access)) == "accepted");  // written by hand
  BOOST_TEST(refusal(R"({"mock": 1, "recorded": {}, "instances": [{"name": "a", "answer": {"status": 200,
"headers": {"set-cookie": "a"}}}]})") ==
             "s:2:13: instances[0].answer.headers.set-cookie holds credentials; a recording has none");
}

BOOST_AUTO_TEST_CASE(nor_is_one_in_a_body_file) {
  test::folder in;
  in.write("b.json", "{\"token\": \"" + web + "\"}");
  auto const name = in.path_of("s.json");
  BOOST_TEST(refusal(R"({"mock": 1, "recorded": {}, "instances": [{"name": "a", "timeline": [
{"state": "FINISHED", "body_file": "b.json"}]}]})",
                     name) == name +
                                  ":2:23: instances[0].timeline[0].body_file has a web token in it, by its form; a "
                                  "recording has none");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
