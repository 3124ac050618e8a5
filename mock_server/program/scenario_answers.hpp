#ifndef DATAARTS_MOCK_PROGRAM_SCENARIO_ANSWERS_HPP
#define DATAARTS_MOCK_PROGRAM_SCENARIO_ANSWERS_HPP

#include <dataarts/mock/scenario.hpp>
#include <dataarts/mock/script_runs.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace dataarts::mock::program {

/// What the scenario files say, together.
struct scenario_answers {
  scenario read;
  std::shared_ptr<script_runs> source;
  std::optional<std::uint64_t> seed;  ///< of the last file that has one
};

/// Reads the files. Throws `usage_error` with everything that is wrong in any of them.
scenario read_scenarios(std::vector<std::filesystem::path> const& files);

/// @param seed  holds in place of that of the scenario
/// @param options  what the scenario does not say
scenario_answers make_answers(scenario from, std::optional<std::uint64_t> seed, script_runs_options options);

/// Both at once.
/// @param seed  holds in place of that of the files
/// @param options  what the files do not say
/// Throws `usage_error` with everything that is wrong in any of them.
scenario_answers load_scenarios(std::vector<std::filesystem::path> const& files, std::optional<std::uint64_t> seed,
                                script_runs_options options = {});

}  // namespace dataarts::mock::program

#endif
