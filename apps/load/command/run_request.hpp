#ifndef DATAARTS_LOAD_COMMAND_RUN_REQUEST_HPP
#define DATAARTS_LOAD_COMMAND_RUN_REQUEST_HPP

#include "command/run_arguments.hpp"
#include "compare/comparison.hpp"
#include "plan/shard_choice.hpp"
#include "plan/turns.hpp"
#include "run/load_run.hpp"
#include "service/service_access.hpp"
#include "verdict/threshold.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dataarts::load {

enum class output_format : std::uint8_t { text, json };

/// What `run --against` is asked for.
struct against_request {
  std::string endpoint;
  turn_plan turns;
  comparison_options options;
};

/// What `run` is asked for, checked.
struct run_request {
  run_settings settings;
  apps::service_access service;
  shard_choice shard;
  std::vector<threshold> thresholds;
  std::optional<against_request> against;

  bool print_plan = false;
  bool dry_run = false;

  output_format format = output_format::text;
  std::optional<std::filesystem::path> out;
  std::optional<std::filesystem::path> csv;
  bool live = true;                         ///< show on standard error how it goes
  std::optional<std::uint16_t> prometheus;  ///< the port to serve metrics on; 0: any
  std::optional<std::filesystem::path> html;
};

/// Throws `usage_error`. Reads the files that the options name.
run_request make_run_request(run_arguments const& given);

/// What has to be known before a service that is not on this machine is loaded: the rate, and the documented limits.
std::string warning_of_load(plan const& of, std::string const& endpoint);

}  // namespace dataarts::load

#endif
