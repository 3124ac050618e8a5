#include "command_line.hpp"

#include "help_text.hpp"
#include "usage_error.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

namespace dataarts::cli {
namespace {

std::string refusal_of(std::vector<std::string> arguments) {
  try {
    parse_command_line(std::move(arguments));
  } catch (usage_error const& problem) {
    return problem.what();
  }
  return "accepted";
}

BOOST_AUTO_TEST_SUITE(command_line)

BOOST_AUTO_TEST_CASE(options_and_positionals_in_any_order) {
  auto const parsed =
      parse_command_line({"query", "--output", "json", "dwsscript", "--rows", "i-1", "--timeout=5s", "i-2"});
  auto const& found = std::get<query_arguments>(parsed);
  BOOST_TEST(found[option::output].value() == "json");
  BOOST_TEST(found[option::rows].value() == "true");
  BOOST_TEST(found[option::timeout].value() == "5s");
  BOOST_TEST(!found[option::endpoint].has_value());
  BOOST_TEST(found.positionals == (std::vector<std::string>{"dwsscript", "i-1", "i-2"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(odd_but_right_arguments) {
  struct {
    std::vector<std::string> given;
    std::vector<std::string> positionals;
  } const cases[] = {
      {{"query", "脚本 1", "a+b%~"}, {"脚本 1", "a+b%~"}},
      {{"query", "query", "query"}, {"query", "query"}},
      {{"query", "s", "-"}, {"s", "-"}},
      {{"query", "s", "--", "--rows", "-x"}, {"s", "--rows", "-x"}},
      {{"query", "s", "-5"}, {"s", "-5"}},
      {{"query", "s", "[a,b]", "{x}"}, {"s", "[a,b]", "{x}"}},
      {{"query", "--from", "-"}, {}},
  };
  for (auto const& c : cases) {
    auto const parsed = parse_command_line(c.given);
    BOOST_TEST(std::get<query_arguments>(parsed).positionals == c.positionals, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(the_last_of_a_repeated_option_wins) {
  auto const parsed = parse_command_line({"query", "--timeout", "1s", "--timeout", "2s", "s", "i"});
  BOOST_TEST(std::get<query_arguments>(parsed)[option::timeout].value() == "2s");
}

BOOST_AUTO_TEST_CASE(every_option_is_known_and_described) {
  std::set<std::string_view> variables;
  for (auto const& spec : option_table) {
    BOOST_TEST_CONTEXT(spec.flag) {
      std::vector<std::string> given{"query", std::string(spec.flag)};
      if (!spec.value.empty()) given.push_back("value");
      auto const parsed = parse_command_line(given);
      BOOST_TEST(std::get<query_arguments>(parsed)[spec.id].value() == (spec.value.empty() ? "true" : "value"));
      BOOST_TEST(query_help().find("  " + std::string(spec.flag)) != std::string::npos);

      std::string expected = "DATAARTS_";
      for (char const c : spec.flag.substr(2)) expected += c == '-' ? '_' : static_cast<char>(std::toupper(c));
      BOOST_TEST(spec.variable == expected);
      variables.insert(spec.variable);
    }
  }
  BOOST_TEST(variables.size() == option_count);
}

BOOST_AUTO_TEST_CASE(help_and_version) {
  auto const text = [](std::vector<std::string> arguments) {
    return std::get<information>(parse_command_line(std::move(arguments))).text;
  };
  BOOST_TEST(text({"--help"}) == program_help());
  BOOST_TEST(text({"-h"}) == program_help());
  BOOST_TEST(text({"query", "--help"}) == query_help());
  BOOST_TEST(text({"query", "s", "-h"}) == query_help());
  BOOST_TEST(text({"--version"}) == version_text());
  BOOST_TEST(text({"query", "--version"}) == version_text());
  BOOST_TEST(text({"query", "s", "i", "-V"}) == version_text());
  BOOST_TEST(text({"query", "--version", "--help"}) == query_help());
  BOOST_TEST(query_help().find("Examples:") != std::string::npos);

  for (auto const& page : {program_help(), query_help()}) {
    std::size_t begin = 0;
    for (auto end = page.find('\n'); end != std::string::npos; begin = end + 1, end = page.find('\n', begin)) {
      BOOST_TEST(end - begin <= 80U, page.substr(begin, end - begin));
    }
    BOOST_TEST(begin == page.size());
  }
}

BOOST_AUTO_TEST_CASE(refusals_say_what_would_be_right) {
  BOOST_TEST(refusal_of({}) == "no verb is given; see dataarts --help");
  BOOST_TEST(refusal_of({"qurey", "s", "i"}) == "there is no verb 'qurey'; did you mean query?");
  BOOST_TEST(refusal_of({"frobnicate"}) == "there is no verb 'frobnicate'; the verbs are: query, sign");
  BOOST_TEST(refusal_of({"--outptu"}) == "there is no option --outptu; did you mean --output?");
  BOOST_TEST(refusal_of({"--output=json", "query", "s", "i"}) ==
             "--output stands before the verb; expected dataarts query --output ...");
  BOOST_TEST(refusal_of({"query", "--outptu", "json", "s", "i"}) ==
             "there is no option --outptu; did you mean --output?");
  BOOST_TEST(refusal_of({"query", "--xyzzy", "s", "i"}) == "there is no option --xyzzy; see dataarts query --help");
  BOOST_TEST(refusal_of({"query", "-x", "s", "i"}) == "there is no option -x; see dataarts query --help");
  BOOST_TEST(refusal_of({"query", "s", "i", "--timeout"}) == "--timeout needs a value: --timeout TIME");
  BOOST_TEST(refusal_of({"query", "--rows=json", "s"}) == "--rows takes no value; it is a switch");
}

BOOST_AUTO_TEST_CASE(a_secret_on_the_command_line_is_refused_and_not_repeated) {
  for (auto const& given : {std::vector<std::string>{"query", "--token=hunter2", "s", "i"},
                            std::vector<std::string>{"query", "--token", "hunter2", "s", "i"},
                            std::vector<std::string>{"--token=hunter2", "query"},
                            std::vector<std::string>{"query", "--tokne=hunter2", "s", "i"}}) {
    auto const why = refusal_of(given);
    BOOST_TEST(why.find("there is no option") == 0U);
    BOOST_TEST(why.find("--token-file") != std::string::npos);
    BOOST_TEST(why.find("hunter2") == std::string::npos);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace dataarts::cli
