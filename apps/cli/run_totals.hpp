#ifndef DATAARTS_CLI_RUN_TOTALS_HPP
#define DATAARTS_CLI_RUN_TOTALS_HPP

#include <dataarts/script_instance.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace dataarts::cli {

/// Sums over the results of a run, which has one result per statement. Nothing where no result tells.
struct run_totals {
  std::optional<double> seconds;
  std::optional<std::int64_t> rows;
};

run_totals totals_of(script_instance const& run);

/// A run time for people: "0.5s", "12.25s", "3m02s".
std::string format_seconds(double seconds);

}  // namespace dataarts::cli

#endif
