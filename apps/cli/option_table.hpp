#ifndef DATAARTS_CLI_OPTION_TABLE_HPP
#define DATAARTS_CLI_OPTION_TABLE_HPP

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace dataarts::cli {

/// The options of `dataarts query`, in the order of the help text.
enum class option : unsigned char {
  from,
  output,
  rows,
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
  std::string_view variable;  ///< the environment variable that is read when the flag is not given
  std::string_view group;
  std::string_view help;
};

inline constexpr std::size_t option_count = static_cast<std::size_t>(option::timeout) + 1;

inline constexpr std::array<option_spec, option_count> option_table{{
    {option::from, "--from", "FILE", "DATAARTS_FROM", "Input and output",
     "read references from FILE; - is standard input"},
    {option::output, "--output", "FORMAT", "DATAARTS_OUTPUT", "Input and output",
     "table, json, jsonl or csv (default: table)"},
    {option::rows, "--rows", "", "DATAARTS_ROWS", "Input and output", "table and csv: print the rows of the results"},
    {option::endpoint, "--endpoint", "URL", "DATAARTS_ENDPOINT", "Service", "http(s)://HOST[:PORT][/PATH]"},
    {option::region, "--region", "NAME", "DATAARTS_REGION", "Service", "the endpoint of a region, such as cn-north-4"},
    {option::project_id, "--project-id", "ID", "DATAARTS_PROJECT_ID", "Service",
     "also from HUAWEICLOUD_SDK_PROJECT_ID"},
    {option::workspace, "--workspace", "ID", "DATAARTS_WORKSPACE", "Service", "workspace of references that name none"},
    {option::token_file, "--token-file", "FILE", "DATAARTS_TOKEN_FILE", "Service",
     "file with the IAM token; or set DATAARTS_TOKEN"},
    {option::ca_file, "--ca-file", "FILE", "DATAARTS_CA_FILE", "Service", "PEM file of the authorities to trust"},
    {option::insecure, "--insecure", "", "DATAARTS_INSECURE", "Service", "do not check the server's certificate"},
    {option::proxy, "--proxy", "URL", "DATAARTS_PROXY", "Service",
     "HTTP proxy, or none (default: as curl's variables say)"},
    {option::concurrency, "--concurrency", "N", "DATAARTS_CONCURRENCY", "Load",
     "queries under way at once (default: 64)"},
    {option::connections, "--connections", "N", "DATAARTS_CONNECTIONS", "Load", "connections, at most (default: 16)"},
    {option::timeout, "--timeout", "TIME", "DATAARTS_TIMEOUT", "Load",
     "for each query: 30s, 250ms, 9m30s (default: 30s)"},
}};

constexpr option_spec const& spec_of(option id) { return option_table[static_cast<std::size_t>(id)]; }

}  // namespace dataarts::cli

#endif
