#include "help_text.hpp"
#include "option_table.hpp"

#include <fmt/format.h>

#include <iterator>
#include <string_view>

namespace dataarts::cli {
namespace {

struct help_page {
  std::string_view begin;     // what it does, and how it is called
  std::string_view examples;  // and what else has to be said
  std::string_view success;   // exit codes 0, 1 and 4
};

constexpr std::string_view references =
    "\n"
    "FILE holds one reference per line, either as JSON Lines\n"
    "  {\"script\":\"dwsscript\",\"instance\":\"a1ad-448a-9d56-4154193d49c5\"}\n"
    "or as CSV with a header line\n"
    "  script,instance,workspace\n";

constexpr help_page query_page{
    "Asks for the status and the results of script instances.\n"
    "\n"
    "Usage:\n"
    "  dataarts query [OPTION...] SCRIPT INSTANCE...\n"
    "  dataarts query [OPTION...] --from FILE\n",
    "\n"
    "Examples:\n"
    "  dataarts query --region cn-north-4 --project-id \"$ID\" dwsscript 4154193d49c5\n"
    "  dataarts query --rows dwsscript 4154193d49c5\n"
    "  dataarts query --from runs.csv --output jsonl > answers.jsonl\n"
    "  dataarts query --from runs.csv --output json | jq '.[] | select(.error)'\n",
    "  0    every query was answered, and no instance FAILED\n"
    "  1    an instance FAILED, a query was refused, the service failed or its answer\n"
    "       cannot be read, or standard output cannot be written\n"
    "  4    a query took longer than --timeout\n"};

constexpr help_page wait_page{
    "Waits until script instances are over, then prints their results.\n"
    "\n"
    "Usage:\n"
    "  dataarts wait [OPTION...] SCRIPT INSTANCE...\n"
    "  dataarts wait [OPTION...] --from FILE\n",
    "\n"
    "All references are read before the wait begins. table, json and csv print in\n"
    "the order asked, so a long run holds back those behind it; jsonl prints each as\n"
    "it ends.\n"
    "\n"
    "Examples:\n"
    "  dataarts wait dwsscript 4154193d49c5 && echo FINISHED\n"
    "  dataarts wait --deadline 2h --from runs.csv --output jsonl > ends.jsonl\n"
    "  dataarts wait --checkpoint night.checkpoint --from runs.csv --output json\n",
    "  0    all instances FINISHED\n"
    "  1    an instance FAILED, a query was refused, the service failed or its answer\n"
    "       cannot be read, or standard output or the checkpoint cannot be written\n"
    "  4    not over by the --deadline, or a query took longer than --timeout\n"};

constexpr help_page run_page{
    "Starts a run of a script, waits until it is over, and prints the rows of its\n"
    "results.\n"
    "\n"
    "Usage:\n"
    "  dataarts run [OPTION...] SCRIPT\n",
    "\n"
    "Standard error tells the instance as soon as it is known. On Ctrl-C the run goes\n"
    "on, unless --stop-on-interrupt is given.\n"
    "\n"
    "Examples:\n"
    "  dataarts run --param day=2026-01-15 dwsscript\n"
    "  dataarts run --output csv dwsscript > rows.csv\n"
    "  id=$(dataarts run --no-wait dwsscript) && dataarts wait dwsscript \"$id\"\n",
    "  0    the run FINISHED; with --no-wait: it was started\n"
    "  1    it FAILED, the service refused to start it or failed, or standard output\n"
    "       cannot be written\n"
    "  4    not over by the --deadline, or a request took longer than --timeout\n"};

constexpr help_page stop_page{
    "Ends runs of a script.\n"
    "\n"
    "Usage:\n"
    "  dataarts stop [OPTION...] SCRIPT INSTANCE...\n",
    "\n"
    "Examples:\n"
    "  dataarts stop dwsscript 4154193d49c5\n",
    "  0    the service took every request\n"
    "  1    a request was refused, the service failed, or standard output cannot be\n"
    "       written\n"
    "  4    a request took longer than --timeout\n"};

constexpr help_page list_page{
    "Lists scripts: the first page of them, and on standard error how many there are.\n"
    "\n"
    "Usage:\n"
    "  dataarts scripts list [OPTION...]\n",
    "\n"
    "Examples:\n"
    "  dataarts scripts list --name sales\n"
    "  dataarts scripts list --output json | jq -r '.[].name'\n",
    "  0    the service answered\n"
    "  1    the service refused or failed, or standard output cannot be written\n"
    "  4    it took longer than --timeout\n"};

constexpr help_page show_page{
    "Shows a script.\n"
    "\n"
    "Usage:\n"
    "  dataarts scripts show [OPTION...] SCRIPT\n",
    "\n"
    "Examples:\n"
    "  dataarts scripts show dwsscript\n"
    "  dataarts scripts show --content dwsscript > dwsscript.sql\n",
    "  0    the service answered\n"
    "  1    the service refused or failed, or standard output cannot be written\n"
    "  4    it took longer than --timeout\n"};

help_page const& page_of(command which) {
  switch (which) {
    case command::query:
      return query_page;
    case command::wait:
      return wait_page;
    case command::run:
      return run_page;
    case command::stop:
      return stop_page;
    case command::scripts_list:
      return list_page;
    case command::scripts_show:
      break;
  }
  return show_page;
}

void append_options(std::string& text, command which) {
  std::string_view group;
  for (auto const& spec : option_table) {
    if (!spec.commands.contains(which)) continue;
    if (spec.group != group) {
      group = spec.group;
      fmt::format_to(std::back_inserter(text), "\n{}:\n", group);
    }
    auto const left = fmt::format("{}{}{}", spec.flag, spec.value.empty() ? "" : " ", spec.value);
    fmt::format_to(std::back_inserter(text), "  {:<20}  {}\n", left, spec.help);
  }
  text +=
      "  -h, --help            print this text\n"
      "  -V, --version         print the version\n"
      "\n"
      "An option that is not given is read from the environment: --project-id from\n"
      "DATAARTS_PROJECT_ID, and so on. Secrets are never given on the command line.\n";
}

}  // namespace

std::string command_help(command which) {
  auto const& page = page_of(which);
  std::string text(page.begin);
  append_options(text, which);
  if (on_instances.contains(which)) text += references;
  text += page.examples;
  text += "\nExit codes:\n";
  auto const timeout = page.success.find("  4 ");
  text += page.success.substr(0, timeout);
  text +=
      "  2    wrong usage: options, references, files\n"
      "  3    not authorised\n";
  text += page.success.substr(timeout);
  text +=
      "  5    the endpoint cannot be reached\n"
      "  130  interrupted; what is known was printed\n"
      "  141  the reader of standard output went away\n";
  return text;
}

}  // namespace dataarts::cli
