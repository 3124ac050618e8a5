#include "sign_arguments.hpp"

#include "suggest.hpp"
#include "usage_error.hpp"

#include <fmt/format.h>
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace dataarts::cli {
namespace {

constexpr std::string_view flags[] = {"--as-query", "--endpoint", "--project-id", "--workspace", "--region",
                                      "--service",  "--header",   "--body",       "--date",      "--algorithm",
                                      "--output",   "--help",     "--version"};

bool looks_like_option(std::string_view argument) { return argument.size() > 1 && argument.front() == '-'; }

}  // namespace

sign_arguments parse_sign_arguments(std::vector<std::string> arguments) {
  std::reverse(arguments.begin(), arguments.end());  // the order that the parser takes
  sign_arguments found;
  CLI::App parser;
  parser.set_help_flag();
  parser.add_flag("-h,--help", found.help);
  parser.add_flag("--as-query", found.as_query);
  parser.add_option("--endpoint", found.endpoint)->take_last();
  parser.add_option("--project-id", found.project_id)->take_last();
  parser.add_option("--workspace", found.workspace)->take_last();
  parser.add_option("--header", found.headers)->expected(1)->take_all()->allow_extra_args(false);
  parser.add_option("--body", found.body_file)->take_last();
  parser.add_option("--date", found.date)->take_last();
  parser.add_option("--algorithm", found.algorithm)->take_last();
  parser.add_option("--region", found.region)->take_last();
  parser.add_option("--service", found.service)->take_last();
  parser.add_option("--output", found.output)->take_last();
  parser.allow_extras();
  try {
    parser.parse(std::move(arguments));
  } catch (CLI::ParseError const& problem) {
    throw usage_error(problem.what());
  }
  if (found.help) return found;
  auto const left = parser.remaining();
  for (auto const& extra : left) {
    if (!looks_like_option(extra)) continue;
    auto const name = extra.substr(0, extra.find('='));
    auto const hint = apps::did_you_mean(name, flags);
    throw usage_error(fmt::format("there is no option {}{}", name, hint.empty() ? "; see dataarts sign --help" : hint));
  }
  if (left.size() != 2) {
    throw usage_error(fmt::format("expected {}, got {} argument{}; see dataarts sign --help",
                                  found.as_query ? "SCRIPT INSTANCE" : "METHOD URL", left.size(),
                                  left.size() == 1 ? "" : "s"));
  }
  if (!found.as_query) {
    for (auto const& [name, value] : {std::pair("--endpoint", &found.endpoint),
                                      {"--project-id", &found.project_id},
                                      {"--workspace", &found.workspace}}) {
      if (*value) throw usage_error(fmt::format("{} has no effect without --as-query", name));
    }
  }
  std::copy(left.begin(), left.end(), found.positionals.begin());
  return found;
}

std::string sign_help() {
  return "Shows how a request is signed with an access key, to find out why a signature is refused.\n"
         "\n"
         "Usage:\n"
         "  dataarts sign [OPTION...] --as-query SCRIPT INSTANCE\n"
         "  dataarts sign [OPTION...] METHOD URL\n"
         "\n"
         "Options:\n"
         "  --as-query              sign the request that dataarts query sends for SCRIPT INSTANCE when no token is\n"
         "                          set: GET, with Content-Type, Host, workspace if there is one, and X-Project-Id.\n"
         "                          --endpoint URL or --region NAME, --project-id ID, --workspace ID and their\n"
         "                          variables are those of dataarts query\n"
         "  --header 'NAME: VALUE'  a header of the request; may be repeated. Host is added from the URL\n"
         "  --body FILE             the body of the request; - is standard input\n"
         "  --date DATE             X-Sdk-Date, YYYYMMDDTHHMMSSZ (default: now)\n"
         "  --algorithm NAME        sdk (SDK-HMAC-SHA256, the default) or v11 (V11-HMAC-SHA256)\n"
         "  --region NAME           v11: part of the scope, such as cn-north-4\n"
         "  --service NAME          v11: part of the scope, such as dayu\n"
         "  --output FORMAT         text or json (default: text)\n"
         "  -h, --help              print this text\n"
         "\n"
         "Environment:\n"
         "  HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK, HUAWEICLOUD_SDK_SECURITY_TOKEN\n"
         "\n"
         "Prints the canonical request, the string to sign and the headers to send. Neither the secret key, nor the\n"
         "security token, nor the signature is shown. A gateway that refuses a signature may tell its own canonical\n"
         "request, with | for line breaks: compare the two.\n"
         "\n"
         "Examples:\n"
         "  a query that was refused, with the date of the refusal (its line x-sdk-date):\n"
         "    dataarts sign --as-query --date 20260115T083000Z dwsscript 4154193d49c5\n"
         "  any other request:\n"
         "    dataarts sign --header 'Content-Type: application/json' POST \\\n"
         "      https://dayu-dlf.cn-north-4.myhuaweicloud.com/v1/$PROJECT/scripts/s/execute\n"
         "\n"
         "Exit codes:\n"
         "  0    the request can be signed\n"
         "  2    wrong usage, no keys, or a request that cannot be signed\n";
}

}  // namespace dataarts::cli
