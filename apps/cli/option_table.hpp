#ifndef DATAARTS_CLI_OPTION_TABLE_HPP
#define DATAARTS_CLI_OPTION_TABLE_HPP

#include "command_table.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace dataarts::cli {

/// The options of all commands but `sign`, in the order of the help texts.
enum class option : unsigned char {
  from,
  output,
  rows,
  param,
  params,
  no_wait,
  name,
  limit,
  offset,
  script_version,
  content,
  deadline,
  interval,
  rate,
  checkpoint,
  until_any_failed,
  stop_on_interrupt,
  endpoint,
  region,
  project_id,
  workspace,
  token_file,
  ca_file,
  insecure,
  proxy,
  concurrency,
  connections,
  timeout,
};

struct option_spec {
  option id;
  std::string_view flag;      ///< "--timeout"
  std::string_view value;     ///< what the help calls the value; empty for a switch
  std::string_view variable;  ///< the environment variable that is read when the flag is not given; empty: none
  command_set commands;       ///< that have it
  std::string_view group;
  std::string_view help;
};

inline constexpr std::size_t option_count = static_cast<std::size_t>(option::timeout) + 1;

inline constexpr command_set all_commands{command::query, command::wait,         command::run,
                                          command::stop,  command::scripts_list, command::scripts_show};
inline constexpr command_set on_instances{command::query, command::wait};
inline constexpr command_set until_the_end{command::wait, command::run};

inline constexpr std::array<option_spec, option_count> option_table{{
    {option::from, "--from", "FILE", "DATAARTS_FROM", on_instances, "Input and output",
     "read references from FILE; - is standard input"},
    {option::output, "--output", "FORMAT", "DATAARTS_OUTPUT", all_commands, "Input and output",
     "table, json, jsonl or csv (default: table)"},
    {option::rows, "--rows", "", "DATAARTS_ROWS", on_instances, "Input and output",
     "table and csv: print the rows of the results"},
    {option::param, "--param", "NAME=VALUE", "", command_set{command::run}, "Run",
     "a value for a variable of the script; may be repeated"},
    {option::params, "--params", "FILE", "DATAARTS_PARAMS", command_set{command::run}, "Run",
     "a JSON object with such values; - is standard input"},
    {option::no_wait, "--no-wait", "", "DATAARTS_NO_WAIT", command_set{command::run}, "Run",
     "print the instance and end, once it is started"},
    {option::name, "--name", "TEXT", "DATAARTS_NAME", command_set{command::scripts_list}, "Scripts",
     "only scripts with TEXT in their names"},
    {option::limit, "--limit", "N", "DATAARTS_LIMIT", command_set{command::scripts_list}, "Scripts",
     "as many at most, 1 to 100 (default: 100)"},
    {option::offset, "--offset", "N", "DATAARTS_OFFSET", command_set{command::scripts_list}, "Scripts",
     "where the list begins, as the service counts"},
    {option::script_version, "--script-version", "N", "DATAARTS_SCRIPT_VERSION", command_set{command::scripts_show},
     "Scripts", "not the latest version, but this one"},
    {option::content, "--content", "", "DATAARTS_CONTENT", command_set{command::scripts_show}, "Scripts",
     "print the text of the script and nothing else"},
    {option::deadline, "--deadline", "TIME", "DATAARTS_DEADLINE", until_the_end, "Waiting",
     "give up after TIME (default: never)"},
    {option::interval, "--interval", "TIME", "DATAARTS_INTERVAL", until_the_end, "Waiting",
     "the gap between two looks (default: it fits the run)"},
    {option::rate, "--rate", "N", "DATAARTS_RATE", command_set{command::wait}, "Waiting", "looks per second, at most"},
    {option::checkpoint, "--checkpoint", "FILE", "DATAARTS_CHECKPOINT", command_set{command::wait}, "Waiting",
     "keep in FILE what is over, and go on from there"},
    {option::until_any_failed, "--until-any-failed", "", "DATAARTS_UNTIL_ANY_FAILED", command_set{command::wait},
     "Waiting", "end with the first that FAILED or is refused"},
    {option::stop_on_interrupt, "--stop-on-interrupt", "", "DATAARTS_STOP_ON_INTERRUPT", command_set{command::run},
     "Waiting", "Ctrl-C and the deadline stop the run"},
    {option::endpoint, "--endpoint", "URL", "DATAARTS_ENDPOINT", all_commands, "Service",
     "http(s)://HOST[:PORT][/PATH]"},
    {option::region, "--region", "NAME", "DATAARTS_REGION", all_commands, "Service",
     "the endpoint of a region, such as cn-north-4"},
    {option::project_id, "--project-id", "ID", "DATAARTS_PROJECT_ID", all_commands, "Service",
     "also from HUAWEICLOUD_SDK_PROJECT_ID"},
    {option::workspace, "--workspace", "ID", "DATAARTS_WORKSPACE", all_commands, "Service",
     "the workspace, if a reference names none"},
    {option::token_file, "--token-file", "FILE", "DATAARTS_TOKEN_FILE", all_commands, "Service",
     "file with the IAM token; or set DATAARTS_TOKEN"},
    {option::ca_file, "--ca-file", "FILE", "DATAARTS_CA_FILE", all_commands, "Service",
     "PEM file of the authorities to trust"},
    {option::insecure, "--insecure", "", "DATAARTS_INSECURE", all_commands, "Service",
     "do not check the server's certificate"},
    {option::proxy, "--proxy", "URL", "DATAARTS_PROXY", all_commands, "Service",
     "HTTP proxy, or none (default: as curl's variables say)"},
    {option::concurrency, "--concurrency", "N", "DATAARTS_CONCURRENCY", on_instances, "Load",
     "queries under way at once (default: 64)"},
    {option::connections, "--connections", "N", "DATAARTS_CONNECTIONS", on_instances.and_also(command::stop), "Load",
     "connections, at most (default: 16)"},
    {option::timeout, "--timeout", "TIME", "DATAARTS_TIMEOUT", all_commands, "Load",
     "for each query: 30s, 250ms, 9m30s (default: 30s)"},
}};

constexpr option_spec const& spec_of(option id) { return option_table[static_cast<std::size_t>(id)]; }

}  // namespace dataarts::cli

#endif
