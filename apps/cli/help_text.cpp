#include "help_text.hpp"

#include <dataarts/version.hpp>

#include <fmt/format.h>

namespace dataarts::cli {

std::string program_help() {
  return "Runs DataArts Factory scripts, and looks at their runs (instances).\n"
         "\n"
         "Usage:\n"
         "  dataarts query [OPTION...] SCRIPT INSTANCE...   status and results, now\n"
         "  dataarts wait [OPTION...] SCRIPT INSTANCE...    the same when all are over\n"
         "  dataarts run [OPTION...] SCRIPT                 start a run, wait, results\n"
         "  dataarts stop [OPTION...] SCRIPT INSTANCE...    end runs\n"
         "  dataarts scripts list [OPTION...]               which scripts there are\n"
         "  dataarts scripts show [OPTION...] SCRIPT        one of them\n"
         "  dataarts sign ...                               how a request is signed\n"
         "  dataarts --version\n"
         "\n"
         "Each has all its options, with examples, in its --help: dataarts wait --help\n";
}

std::string scripts_help() {
  return "Shows the scripts of a project.\n"
         "\n"
         "Usage:\n"
         "  dataarts scripts list [OPTION...]\n"
         "  dataarts scripts show [OPTION...] SCRIPT\n"
         "\n"
         "All options: dataarts scripts list --help, dataarts scripts show --help\n";
}

std::string version_text() { return fmt::format("dataarts {}\n", dataarts::version()); }

}  // namespace dataarts::cli
