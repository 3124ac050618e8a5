#ifndef DATAARTS_MOCK_PROGRAM_SCENARIO_FILE_HPP
#define DATAARTS_MOCK_PROGRAM_SCENARIO_FILE_HPP

#include <dataarts/mock/run_rule.hpp>
#include <dataarts/mock/script_runs.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::mock::program {

/// What a scenario file says.
struct scenario {
  std::optional<std::uint64_t> seed = {};
  bool numeric_instance_ids = false;
  std::vector<script_definition> scripts = {};
  std::vector<run_rule> rules = {};
};

/// Reads the text of a scenario file: JSON with comments and trailing commas. Throws `usage_error` that has everything
/// that is wrong, each in a line of its own: "NAME:LINE:COLUMN: PART what is wrong and what would be right".
scenario parse_scenario(std::string_view text, std::string const& name);

}  // namespace dataarts::mock::program

#endif
