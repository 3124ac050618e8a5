#include "help_text.hpp"

#include "option_table.hpp"

namespace dataarts::mock::program {
namespace {

void add_option(std::string& to, std::string flag, std::string_view help) {
  constexpr std::size_t width = 24;
  flag.resize(std::max(flag.size() + 1, width), ' ');
  to.append("  ").append(flag).append(help).append("\n");
}

}  // namespace

std::string help_text() {
  std::string text =
      "dataarts-mock [serve] [OPTION...] [SCENARIO...]\n"
      "dataarts-mock check [--strict] FILE...          says what is wrong in scenario files\n"
      "dataarts-mock plan [OPTION...] FILE...          prints what the n-th poll of each instance gets\n"
      "dataarts-mock fmt [--write | --check] FILE...   lays scenario files out\n"
      "dataarts-mock schema                            prints the JSON Schema of scenario files\n"
      "dataarts-mock openapi                           prints the OpenAPI document of what is served\n"
      "dataarts-mock explain REQUEST.txt               what is signed of a request, and whether it is so\n"
      "dataarts-mock record --upstream URL --out DIR   hands requests on, and makes a scenario of the answers\n"
      "dataarts-mock conform --against URL             says where a service answers otherwise\n"
      "dataarts-mock diff A.jsonl B.jsonl              compares two journals\n"
      "Each has a --help of its own; this is that of serve. A SCENARIO is a file, or a folder: all *.json in it, by "
      "name.\n"
      "\n"
      "With scenario files (JSON, see docs/mock-server.md), serves the script API as they say: scripts are made, run,\n"
      "stopped, changed and deleted, and runs go their way in time. What is wrong in them is exit 2.\n"
      "\n"
      "Without, answers queries for script instances as the documentation of DataArts Factory shows them:\n"
      "  script dwsscript, instance a1ad-448a-9d56-4154193d49c5   FINISHED with the documented result\n"
      "  script dwsscript, instance failed, launching, running    that state\n"
      "  script dwsscript, any other instance                     HTTP 400 DLF.6205\n"
      "  any other script                                         HTTP 400 DLF.6201\n"
      "  any other path                                           HTTP 501\n"
      "\n"
      "The first line on standard output says that it listens, as JSON with the members event, url, pid and seed.\n"
      "SIGTERM and SIGINT end it after the answers under way; a second one ends it at once.\n"
      "\n"
      "Options; each is also read from the environment variable in parentheses:\n";
  for (auto const& each : option_table) {
    add_option(text, std::string(each.flag) + (each.value.empty() ? "" : ' ' + std::string(each.value)), each.help);
    text.append(2 + 24, ' ').append("(").append(each.variable).append(")\n");
  }
  add_option(text, "-h, --help", "this text");
  add_option(text, "-V, --version", "the version");
  text +=
      "\n"
      "With --auth, a key may also stand in the environment, in DATAARTS_MOCK_ACCESS_KEY, DATAARTS_MOCK_SECRET_KEY "
      "and\n"
      "DATAARTS_MOCK_SECURITY_TOKEN, and a token in DATAARTS_MOCK_TOKEN.\n"
      "\n"
      "Exit: 0 ended by a signal after the answers under way; 1 failed while it ran, or --verify-on-exit or\n"
      "--coverage-min does not hold; 2 usage; 3 cannot start: the\n"
      "address is in use or not allowed, or a file or the ready line cannot be written; 130, 143 ended at once by a\n"
      "second signal.\n";
  return text;
}

std::string version_text() { return "dataarts-mock " + std::string(DATAARTS_VERSION) + '\n'; }

}  // namespace dataarts::mock::program
