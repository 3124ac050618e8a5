#include "scenario_answers.hpp"

#include "usage_error.hpp"

#include <utility>

namespace dataarts::mock::program {

scenario read_scenarios(std::vector<std::filesystem::path> const& files) {
  try {
    return load_scenario(files);
  } catch (file_error const& problem) {
    throw usage_error(problem.what());
  }
}

scenario_answers load_scenarios(std::vector<std::filesystem::path> const& files, std::optional<std::uint64_t> seed,
                                script_runs_options options) {
  return make_answers(read_scenarios(files), seed, std::move(options));
}

scenario_answers make_answers(scenario from, std::optional<std::uint64_t> seed, script_runs_options options) {
  scenario_answers made;
  made.read = std::move(from);
  made.seed = seed ? seed : made.read.seed;
  options = made.read.runs_options(std::move(options));
  if (made.seed) options.seed = *made.seed;
  made.source = std::make_shared<script_runs>(options);
  made.read.add_to(*made.source);
  return made;
}

}  // namespace dataarts::mock::program
