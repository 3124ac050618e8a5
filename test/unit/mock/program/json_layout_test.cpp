#include "json_layout.hpp"

#include "file_text.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(mock_json_layout)

namespace {

namespace json = boost::json;
using dataarts::mock::program::lay_out_json;

json::value parse(std::string_view text) {
  json::parse_options options;
  options.allow_comments = options.allow_trailing_commas = true;
  return json::parse(json::string_view(text), {}, options);
}

// Laid out, which has to say the same, and to stay as it is from then on.
std::string laid_out(std::string_view text) {
  auto made = lay_out_json(text);
  BOOST_TEST((parse(made) == parse(text)), made);
  BOOST_TEST(lay_out_json(made) == made);
  return made;
}

BOOST_AUTO_TEST_CASE(what_fits_is_one_line) {
  BOOST_TEST(laid_out("{\"a\":1,\n\"b\" : [ 1,2 , ] , \"c\":{},\"d\":[]}") ==
             "{\n  \"a\": 1,\n  \"b\": [1, 2],\n  \"c\": {},\n  \"d\": []\n}\n");
  BOOST_TEST(laid_out("{\"a\":\"b\"}") == "{ \"a\": \"b\" }\n");
  BOOST_TEST(laid_out("[1, -2.50, 1e5, \"\\u00e4\\\"\", null]") == "[1, -2.50, 1e5, \"\\u00e4\\\"\", null]\n");
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_broken) {
  auto const wide = '"' + std::string(60, 'x') + '"';
  auto const text = "{\"a\":{\"b\":{\"c\":[" + wide + "," + wide + "],\"d\":1}}}";
  BOOST_TEST(laid_out(text) == "{\n  \"a\": {\n    \"b\": {\n      \"c\": [\n        " + wide + ",\n        " + wide +
                                   "\n      ],\n      \"d\": 1\n    }\n  }\n}\n");
}

BOOST_AUTO_TEST_CASE(the_width_counts_characters) {
  std::string umlauts;
  for (int i = 0; i < 100; ++i) umlauts += "ä";
  BOOST_TEST(laid_out("{\"a\": [[\"" + umlauts + "\", 1]]}") ==
             "{\n  \"a\": [\n    [\"" + umlauts + "\", 1]\n  ]\n}\n");
}

BOOST_AUTO_TEST_CASE(comments_stay) {
  BOOST_TEST(
      laid_out("// head\n\n/* more */ {\"a\":1, // one\n // of b\n\n  // and this\n\"b\":2 /* two */,\n\"c\":[ // "
               "first\n1,2 // last\n// end\n]\n\n// tail\n}\n// after") ==
      "// head\n\n/* more */\n{\n  \"a\": 1,  // one\n  // of b\n\n  // and this\n  \"b\": 2,  /* two */\n  \"c\": [\n"
      "    // first\n    1,\n    2  // last\n    // end\n  ]\n\n  // tail\n}\n// after\n");
  BOOST_TEST(laid_out("{ /* a */ \"n\" /* b */ : /* c */ 1}") == "{\n  /* a */\n  /* b */\n  /* c */\n  \"n\": 1\n}\n");
  BOOST_TEST(laid_out("[ // nothing\r\n]") == "[\n  // nothing\n]\n");
  BOOST_TEST(laid_out("{\"a\": \"// no comment\"}") == "{ \"a\": \"// no comment\" }\n");
}

BOOST_AUTO_TEST_CASE(single_blank_lines_stay) {
  BOOST_TEST(laid_out("{\n\n\n\"a\": [1,\n\n\n\n2], \n\n\n\"b\": [[]]}") ==
             "{\n  \"a\": [1, 2],\n\n  \"b\": [[]]\n}\n");
}

BOOST_AUTO_TEST_CASE(the_shipped_scenarios_are_laid_out) {
  auto const folder = std::filesystem::path(DATAARTS_TEST_DATA) / "../../mock_server/scenarios";
  int seen = 0;
  for (auto const& each : std::filesystem::recursive_directory_iterator(folder)) {
    if (each.path().extension() != ".json" || each.path().parent_path().filename() == "bodies") continue;
    auto const text = dataarts::mock::file_text(each.path());
    BOOST_TEST(laid_out(text) == text, each.path().string());
    ++seen;
  }
  BOOST_TEST(seen == 9);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
