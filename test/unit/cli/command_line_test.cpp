#include "command_line.hpp"

#include "help_text.hpp"
#include "usage_error.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <sstream>

namespace dataarts::cli {

BOOST_AUTO_TEST_SUITE(command_line)

namespace {

std::string refusal_of(std::vector<std::string> arguments) {
  try {
    parse_command_line(std::move(arguments));
  } catch (usage_error const& problem) {
    return problem.what();
  }
  return "accepted";
}

BOOST_AUTO_TEST_CASE(options_and_positionals_in_any_order) {
  auto const parsed =
      parse_command_line({"query", "--output", "json", "dwsscript", "--rows", "i-1", "--timeout=5s", "i-2"});
  auto const& found = std::get<command_arguments>(parsed);
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
    BOOST_TEST(std::get<command_arguments>(parsed).positionals == c.positionals, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(the_last_of_a_repeated_option_wins) {
  auto const parsed = parse_command_line({"query", "--timeout", "1s", "--timeout", "2s", "s", "i"});
  BOOST_TEST(std::get<command_arguments>(parsed)[option::timeout].value() == "2s");
}

std::vector<std::string> words_of(command which) {
  std::vector<std::string> words;
  std::istringstream text{std::string(name_of(which))};
  for (std::string word; text >> word;) words.push_back(word);
  return words;
}

constexpr command every_command[] = {command::query, command::wait,         command::run,
                                     command::stop,  command::scripts_list, command::scripts_show};

BOOST_AUTO_TEST_CASE(every_option_is_known_and_described) {
  for (auto const which : every_command) {
    for (auto const& spec : option_table) {
      BOOST_TEST_CONTEXT(name_of(which) << ' ' << spec.flag) {
        auto given = words_of(which);
        given.push_back(std::string(spec.flag));
        if (!spec.value.empty()) given.push_back("value");
        auto const described = command_help(which).find("  " + std::string(spec.flag) + ' ') != std::string::npos;
        BOOST_TEST(described == spec.commands.contains(which));
        if (!described) {
          BOOST_TEST(refusal_of(given) == "dataarts " + std::string(name_of(which)) + " has no option " +
                                              std::string(spec.flag) + "; see dataarts " + std::string(name_of(which)) +
                                              " --help");
          continue;
        }
        auto const parsed = parse_command_line(given);
        auto const& found = std::get<command_arguments>(parsed);
        BOOST_TEST((found.which == which));
        if (spec.id == option::param) {
          BOOST_TEST(found.parameters == std::vector<std::string>{"value"}, boost::test_tools::per_element());
        } else {
          BOOST_TEST(found[spec.id].value() == (spec.value.empty() ? "true" : "value"));
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(the_variable_of_an_option_has_its_name) {
  std::set<std::string_view> variables;
  for (auto const& spec : option_table) {
    if (spec.id == option::param) continue;  // it may be repeated
    std::string expected = "DATAARTS_";
    for (char const c : spec.flag.substr(2)) expected += c == '-' ? '_' : static_cast<char>(std::toupper(c));
    BOOST_TEST(spec.variable == expected);
    variables.insert(spec.variable);
  }
  BOOST_TEST(variables.size() == option_count - 1);
}

BOOST_AUTO_TEST_CASE(values_of_parameters_are_taken_as_they_are) {
  auto const parsed =
      parse_command_line({"run", "--param", "a=1=2", "s", "--param=b=[x,y]", "--param", "c=", "--param", "--d=-5"});
  auto const& found = std::get<command_arguments>(parsed);
  BOOST_TEST(found.parameters == (std::vector<std::string>{"a=1=2", "b=[x,y]", "c=", "--d=-5"}),
             boost::test_tools::per_element());
  BOOST_TEST(found.positionals == std::vector<std::string>{"s"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(help_and_version) {
  auto const text = [](std::vector<std::string> arguments) {
    return std::get<information>(parse_command_line(std::move(arguments))).text;
  };
  BOOST_TEST(text({"--help"}) == program_help());
  BOOST_TEST(text({"-h"}) == program_help());
  BOOST_TEST(text({"query", "--help"}) == command_help(command::query));
  BOOST_TEST(text({"query", "s", "-h"}) == command_help(command::query));
  BOOST_TEST(text({"--version"}) == version_text());
  BOOST_TEST(text({"query", "--version"}) == version_text());
  BOOST_TEST(text({"query", "s", "i", "-V"}) == version_text());
  BOOST_TEST(text({"query", "--version", "--help"}) == command_help(command::query));
  BOOST_TEST(command_help(command::query).find("Examples:") != std::string::npos);

  BOOST_TEST(text({"wait", "-h"}) == command_help(command::wait));
  BOOST_TEST(text({"scripts", "--help"}) == scripts_help());
  BOOST_TEST(text({"scripts", "list", "--help"}) == command_help(command::scripts_list));
  BOOST_TEST(text({"scripts", "-V"}) == version_text());

  std::vector<std::string> pages{program_help(), scripts_help()};
  for (auto const which : every_command) pages.push_back(command_help(which));
  for (auto const& page : pages) {
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
  BOOST_TEST(refusal_of({"frobnicate"}) ==
             "there is no verb 'frobnicate'; the verbs are: query, wait, run, stop, scripts, sign");
  BOOST_TEST(refusal_of({"scripts"}) == "scripts: expected dataarts scripts list or dataarts scripts show SCRIPT");
  BOOST_TEST(refusal_of({"scripts", "lsit"}) == "scripts: expected list or show, not 'lsit'; did you mean list?");
  BOOST_TEST(refusal_of({"--param", "a=b", "run"}) ==
             "--param stands before the verb; expected dataarts run --param ...");
  BOOST_TEST(refusal_of({"wait", "--dealdine", "1h", "s", "i"}) ==
             "there is no option --dealdine; did you mean --deadline?");
  BOOST_TEST(refusal_of({"run", "--param"}) == "--param needs a value: --param NAME=VALUE");
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

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli
