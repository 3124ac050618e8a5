#include "reference_parser.hpp"

#include <fmt/format.h>
#include <boost/test/unit_test.hpp>

#include <vector>

namespace dataarts::apps {

BOOST_AUTO_TEST_SUITE(reference_parsers)

namespace {

// What an input means, one line per reference; the message at the end if it is refused.
std::string meaning_of(std::string_view input, std::size_t piece_size) {
  reference_parser parser("refs");
  std::string text;
  try {
    for (;;) {
      while (auto const ref = parser.next()) {
        text += std::string(ref->script()) + '|' + std::string(ref->instance()) + '|' + std::string(ref->workspace()) +
                '\n';
      }
      if (parser.finished()) return text;
      if (input.empty()) {
        parser.finish();
      } else {
        parser.feed(input.substr(0, piece_size));
        input.remove_prefix(std::min(piece_size, input.size()));
      }
    }
  } catch (input_error const& problem) {
    return text + problem.what();
  }
}

// The meaning does not depend on the pieces in which the input comes.
void check(std::string_view input, std::string_view meaning) {
  for (std::size_t const size : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{7}, input.size() + 1}) {
    BOOST_TEST_CONTEXT("pieces of " << size << " bytes of " << input) {
      BOOST_TEST(meaning_of(input, size) == meaning);
    }
  }
}

BOOST_AUTO_TEST_CASE(json_lines) {
  check(R"({"script":"s","instance":"i"})", "s|i|\n");
  check("{\"script\":\"s\",\"instance\":\"i\"}\n{\"instance\":\"j\",\"workspace\":\"w\",\"script\":\"t\"}\n",
        "s|i|\nt|j|w\n");
  check("\n \r\n{\"script\":\"s\",\"instance\":\"i\"}\r\n\n\t\n  { \"script\" : \"t\" , \"instance\" : \"j\" }  \n",
        "s|i|\nt|j|\n");
  check("\xef\xbb\xbf{\"script\":\"脚本 1\",\"instance\":\"\\u4e2d\"}\n", "脚本 1|中|\n");
  check(R"({"script":"s","instance":"i","workspace":null,"status":"FINISHED","results":[{"rows":[[1]]}]})", "s|i|\n");
}

BOOST_AUTO_TEST_CASE(other_members_may_be_deep_and_of_any_kind) {
  std::string const deep = std::string(100, '[') + "{\"script\":\"x\"}" + std::string(100, ']');
  check("{\"results\":" + deep + R"(,"script":"s","instance":"i"})", "s|i|\n");
  check(
      R"({"script":"s","scripts":"x","instance":"i","instanc":"x","workspace-id":"x","":1,"a":-2,"b":1.5e3,"c":true})",
      "s|i|\n");
  check(R"({"a":{"script":"x","instance":"y"},"script":"s","b":["script",{"instance":"y"}],"instance":"i"})", "s|i|\n");
  check(R"({"script":["x"],"script":"\"\\\u4e2d","instance":"x","instance":"i"})", "\"\\中|i|\n");
}

// What a run may write: an answer of 64 MiB. None of it is kept.
BOOST_AUTO_TEST_CASE(a_line_may_be_as_long_as_an_answer) {
  reference_parser parser("refs");
  parser.feed(R"({"script":"s","results":[")");
  std::string const piece(64 * 1024, 'x');
  for (int i = 0; i < 1024; ++i) {
    BOOST_REQUIRE(!parser.next().has_value());
    BOOST_REQUIRE(parser.unread() == 0U);
    parser.feed(piece);
  }
  parser.feed("\"],\"instance\":\"i\"}\n");
  auto const ref = parser.next();
  BOOST_REQUIRE(ref.has_value());
  BOOST_TEST((*ref == instance_ref("s", "i")));
}

BOOST_AUTO_TEST_CASE(csv) {
  check("script,instance\ns,i\nt,j\n", "s|i|\nt|j|\n");
  check("script,instance\r\ns,i\r\nt,j", "s|i|\nt|j|\n");
  check("instance, Workspace ,remark,SCRIPT\ni,w,x,s\nj,,y,t\n", "s|i|w\nt|j|\n");
  check("\xef\xbb\xbfscript,instance\n脚本,i\n", "脚本|i|\n");
  check("\n\nscript,instance\n\ns,i\n\r\n\n", "s|i|\n");
  check("\"script\",\"instance\"\n\"a,b\",\"say \"\"hi\"\"\"\n\"two\nlines\",\"\r\"\n",
        "a,b|say \"hi\"|\ntwo\nlines|\r|\n");
  check("script,instance,workspace\ns,i,", "s|i|\n");
  check("script,instance\n s , i \n", " s | i |\n");
}

BOOST_AUTO_TEST_CASE(nothing_in_it) {
  for (std::string_view const input : {"", "\n\n", "\xef\xbb\xbf", " \r\n\t", "script,instance", "script,instance\n"}) {
    check(input, "");
  }
}

BOOST_AUTO_TEST_CASE(malformed_json_lines) {
  std::string const form = R"(; expected {"script":"NAME","instance":"ID"}, optionally with "workspace")";
  std::string const good = "{\"script\":\"s\",\"instance\":\"i\"}\n";
  struct {
    std::string line;
    std::string why;
  } const cases[] = {
      {R"({"script":"s"})", "2:1: no member \"instance\"" + form},
      {R"(  {"instance":"i"})", "2:3: no member \"script\"" + form},
      {R"({"script":7,"instance":"i"})", "2:1: \"script\" is a number; expected a text"},
      {R"({"script":"s","instance":null})", "2:1: \"instance\" is null; expected a text"},
      {R"({"script":"s","instance":"i","workspace":[]})", "2:1: \"workspace\" is an array; expected a text"},
      {R"({"script":"s","instance":""})", "2:1: \"instance\" is empty; expected a name"},
      {R"(["s","i"])", "2:1: an array" + form},
      {R"("s")", "2:1: a text" + form},
      {R"(12)", "2:1: a number" + form},
      {R"({"script":"s","instance":"i"} {"script":"t","instance":"j"})",
       "2:31: text after the end of the object; expected one object per line"},
  };
  for (auto const& c : cases) check(fmt::format("{}{}\n{}", good, c.line, good), "s|i|\nrefs:" + c.why);

  // The words for broken JSON are those of the JSON library; the place is ours. It counts characters.
  struct {
    std::string line;
    std::string place;
  } const broken[] = {{R"({"script":"s","instance":})", "2:26: not valid JSON ("},
                      {R"({"脚本":"脚本",})", "2:12: not valid JSON ("},
                      {R"({"script":"s")", "2:14: not valid JSON ("},
                      {"{\"script\":\"\xff\"}", "2:12: not valid JSON ("}};
  for (auto const& c : broken) {
    auto const input = fmt::format("{}{}\n{}", good, c.line, good);
    auto const meaning = meaning_of(input, 1000);
    BOOST_TEST(meaning.find("s|i|\nrefs:" + c.place) == 0U, meaning);
    BOOST_TEST(meaning.find(form) != std::string::npos);
    BOOST_TEST(meaning_of(input, 1) == meaning);
  }
}

BOOST_AUTO_TEST_CASE(malformed_csv) {
  struct {
    std::string input;
    std::string why;
  } const cases[] = {
      {"a,b\n1,2\n",
       "refs:1:1: the header line has no column \"script\" and \"instance\"; expected a line such as "
       "script,instance,workspace, or JSON Lines"},
      {"script;instance\n",
       "refs:1:1: the header line has no column \"script\" and \"instance\"; expected a line such as "
       "script,instance,workspace, or JSON Lines"},
      {"script,scirpt\n",
       "refs:1:1: the header line has no column \"instance\"; expected a line such as script,instance,workspace, or "
       "JSON Lines"},
      {"script,instance,script\n", "refs:1:17: the header names the column \"script\" twice"},
      {"script,instance\ns\n", "refs:2:1: the line has 1 field; expected 2 as in the header"},
      {"script,instance\n\ns,i\ns,i,x\n", "s|i|\nrefs:4:1: the line has 3 fields; expected 2 as in the header"},
      {"script,instance\n,i\n", "refs:2:1: the script is empty; expected a name"},
      {"script,instance\n脚本,\n", "refs:2:4: the instance is empty; expected an id"},
      {"script,instance\ns,i\"x\n",
       "refs:2:4: a quote inside a field; put the whole field in quotes and write the quote twice"},
      {"script,instance\n\"s\"x,i\n",
       "refs:2:4: text after the closing quote; expected a comma or the end of the line"},
      {"script,instance\ns,\"i\nj\n", "refs:2:3: the quote that opens here is never closed"},
      {"script,instance\ns\rt,i\n", "refs:2:3: a carriage return inside a line; expected lines that end in LF or CRLF"},
      {"script,instance\n\"a\nb\",i\nc,\xff\n",
       "a\nb|i|\nrefs:4:3: the field is not valid UTF-8; save the file as UTF-8"},
  };
  for (auto const& c : cases) check(c.input, c.why);
}

BOOST_AUTO_TEST_CASE(an_array_is_told_apart) {
  check("[{\"script\":\"s\",\"instance\":\"i\"}]",
        "refs:1:1: the input is a JSON array; expected JSON Lines, one object per line, as `jq -c '.[]'` makes them");
}

BOOST_AUTO_TEST_CASE(no_record_without_end) {
  constexpr std::size_t piece = 64 * 1024;
  BOOST_TEST(meaning_of(" {\"script\":\"" + std::string(2 * longest_record, 'x'), piece) ==
             "refs:1:2: \"script\" is longer than 1 MiB");
  BOOST_TEST(meaning_of("{\"remark\":\"" + std::string(longest_line, 'x'), piece) ==
             "refs:1:1: the line is longer than 128 MiB");
  BOOST_TEST(meaning_of("script,instance\ns,\"" + std::string(2 * longest_record, 'x'), piece) ==
             "refs:2:1: the record is longer than 1 MiB; is a quote missing?");
  BOOST_TEST(meaning_of(std::string(2 * longest_record, '\n'), piece) ==
             "refs:1:1: the input begins with more than 1 MiB of blanks");
}

BOOST_AUTO_TEST_CASE(memory_does_not_grow_with_the_input) {
  for (bool const as_csv : {false, true}) {
    reference_parser parser("refs");
    if (as_csv) parser.feed("script,instance\n");
    BOOST_TEST(!parser.next().has_value());
    std::string piece;
    while (piece.size() < 60'000) piece += as_csv ? "s,i\n" : "{\"script\":\"s\",\"instance\":\"i\"}\n";
    std::size_t count = 0;
    for (int i = 0; i < 50; ++i) {
      parser.feed(piece);
      while (parser.next()) ++count;
      BOOST_TEST(parser.unread() == 0U);
    }
    BOOST_TEST(count > 50'000U);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::apps
