#include "help_text.hpp"

#include "option_table.hpp"

#include <dataarts/version.hpp>

#include <fmt/format.h>

#include <iterator>

namespace dataarts::cli {
namespace {

constexpr std::string_view exit_codes =
    "Exit codes:\n"
    "  0    every query was answered, and no instance FAILED\n"
    "  1    an instance FAILED, a query was refused, the service failed or its answer\n"
    "       cannot be read, or standard output cannot be written\n"
    "  2    wrong usage: options, references, files\n"
    "  3    not authorised\n"
    "  4    a query took longer than --timeout\n"
    "  5    the endpoint cannot be reached\n"
    "  130  interrupted; what is known was printed\n"
    "  141  the reader of standard output went away\n";

}  // namespace

std::string program_help() {
  return "Looks at the runs (instances) of DataArts Factory scripts.\n"
         "\n"
         "Usage:\n"
         "  dataarts query [OPTION...] SCRIPT INSTANCE...\n"
         "  dataarts query [OPTION...] --from FILE\n"
         "  dataarts query --help       all options, with examples\n"
         "  dataarts sign ...           how a request is signed; see dataarts sign --help\n"
         "  dataarts --version\n";
}

std::string query_help() {
  std::string text =
      "Asks for the status and the results of script instances.\n"
      "\n"
      "Usage:\n"
      "  dataarts query [OPTION...] SCRIPT INSTANCE...\n"
      "  dataarts query [OPTION...] --from FILE\n";
  std::string_view group;
  for (auto const& spec : option_table) {
    if (spec.group != group) {
      group = spec.group;
      fmt::format_to(std::back_inserter(text), "\n{}:\n", group);
    }
    auto const left = fmt::format("{}{}{}", spec.flag, spec.value.empty() ? "" : " ", spec.value);
    fmt::format_to(std::back_inserter(text), "  {:<18}  {}\n", left, spec.help);
  }
  text +=
      "  -h, --help          print this text\n"
      "  -V, --version       print the version\n"
      "\n"
      "An option that is not given is read from the environment: --project-id from\n"
      "DATAARTS_PROJECT_ID, and so on. Secrets are never given on the command line.\n"
      "\n"
      "FILE holds one reference per line, either as JSON Lines\n"
      "  {\"script\":\"dwsscript\",\"instance\":\"a1ad-448a-9d56-4154193d49c5\"}\n"
      "or as CSV with a header line\n"
      "  script,instance,workspace\n"
      "\n"
      "Examples:\n"
      "  dataarts query --region cn-north-4 --project-id \"$ID\" dwsscript 4154193d49c5\n"
      "  dataarts query --rows dwsscript 4154193d49c5\n"
      "  dataarts query --from runs.csv --output jsonl > answers.jsonl\n"
      "  dataarts query --from runs.csv --output json | jq '.[] | select(.error)'\n"
      "\n";
  text += exit_codes;
  return text;
}

std::string version_text() { return fmt::format("dataarts {}\n", dataarts::version()); }

}  // namespace dataarts::cli
