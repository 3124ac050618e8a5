#include "command/help_text.hpp"

namespace dataarts::load {
namespace {

constexpr std::string_view exit_codes =
    "\n"
    "Exit codes:\n"
    "  0    carried out, and every threshold holds\n"
    "  1    a threshold does not hold, or a file or standard output cannot be written\n"
    "  2    wrong usage, or a plan or file that cannot be used\n"
    "  3    nothing was answered: the credentials were refused\n"
    "  5    nothing was answered: the endpoint cannot be reached\n"
    "  6    compare, or --against: the second one is worse\n"
    "  7    the generator was the limit: the figures are not those of the service\n"
    "  8    nothing was answered, for other reasons\n"
    "  9    compare, or --against: too little data to tell\n"
    "  10   report: the result has no end, as its process was killed\n"
    "  130  interrupted; the report is printed all the same\n";

std::string_view page_of(std::string_view command) noexcept {
  if (command == "run") {
    return "Sends queries by a plan, measures the answers, and prints a report.\n"
           "\n"
           "Usage:\n"
           "  dataarts-load run --script NAME --instance ID [OPTION...]\n"
           "  dataarts-load run --targets FILE [OPTION...]\n"
           "  dataarts-load run --plan FILE [OPTION...]\n"
           "\n"
           "One of these decides the kind of load:\n"
           "  --users N                 closed loop: as fast as N users get their answers\n"
           "  --rate R, --stages S      open loop: at planned instants, come what may\n"
           "  --starts R                workload: R scripts start per second and are polled\n"
           "\n"
           "Examples:\n"
           "  dataarts-load run --users 64 --duration 30s --script s --instance i\n"
           "  dataarts-load run --rate 500/s --warmup 5s --threshold 'p99<50ms' \\\n"
           "      --targets runs.csv --out result.jsonl\n";
  }
  if (command == "report") {
    return "Prints the report of a result file, with the exit code that the run had.\n"
           "\n"
           "Usage:\n"
           "  dataarts-load report [OPTION...] FILE\n";
  }
  if (command == "merge") {
    return "Adds up the results of the shards of one plan, and prints the report.\n"
           "\n"
           "Usage:\n"
           "  dataarts-load merge [OPTION...] --out FILE SHARD...\n";
  }
  if (command == "calibrate") {
    return "Measures what this machine and this program add by themselves, against a mock\n"
           "server in the same process: about 15 s. No service is asked.\n"
           "\n"
           "Usage:\n"
           "  dataarts-load calibrate [OPTION...]\n";
  }
  return "Compares two runs: which figures changed, and whether that may be chance.\n"
         "\n"
         "Usage:\n"
         "  dataarts-load compare [OPTION...] BEFORE AFTER\n";
}

}  // namespace

std::string program_help() {
  return std::string(
             "Load tests of a DataArts Factory endpoint, with honest numbers.\n"
             "\n"
             "Usage:\n"
             "  dataarts-load run [OPTION...]              send queries by a plan, and measure\n"
             "  dataarts-load report [OPTION...] FILE      the report of a result\n"
             "  dataarts-load merge [OPTION...] FILE...    one result of those of several machines\n"
             "  dataarts-load compare [OPTION...] A B      what changed between two runs\n"
             "  dataarts-load calibrate [OPTION...]        what this machine adds by itself\n"
             "\n"
             "dataarts-load COMMAND --help tells the options of a command.\n") +
         std::string(exit_codes);
}

std::string command_help(std::string_view command, std::span<apps::option_row const> rows) {
  auto text = std::string(page_of(command)) + apps::options_help(rows);
  text += "\n  -h, --help                and -V, --version\n";
  if (command == "run") {
    text +=
        "\nA token or keys come from --token-file, DATAARTS_TOKEN, or HUAWEICLOUD_SDK_AK and\nHUAWEICLOUD_SDK_SK.\n";
  }
  return text + std::string(exit_codes);
}

}  // namespace dataarts::load
