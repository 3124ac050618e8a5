#ifndef DATAARTS_CLI_SETTINGS_HPP
#define DATAARTS_CLI_SETTINGS_HPP

#include "command_line.hpp"
#include "environment.hpp"
#include "field_origins.hpp"

#include <dataarts/client_config.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace dataarts::cli {

enum class output_kind : unsigned char { table, json, jsonl, csv };

/// Everything that `dataarts query` needs to know, checked.
struct query_settings {
  client_config client;
  field_origins origins;
  std::size_t concurrency = 64;
  output_kind output = output_kind::table;
  bool rows = false;
  std::string from;  ///< empty: no file
  std::string script;
  std::vector<std::string> instances;
  std::vector<std::string> warnings;  ///< to be said on standard error

  /// What to say when the service refuses the credentials: where they came from, never what they are.
  std::string credential_advice =
      "no token and no keys are set: give --token-file FILE, or set DATAARTS_TOKEN, or HUAWEICLOUD_SDK_AK and "
      "HUAWEICLOUD_SDK_SK";
};

/// Completes the arguments from the environment and checks them. Reads the token file. Throws `usage_error`.
query_settings make_settings(query_arguments const& arguments, environment const& variables);

}  // namespace dataarts::cli

#endif
