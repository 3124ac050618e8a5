#include "scenario_answers.hpp"

#include "file_text.hpp"
#include "scenario_file.hpp"
#include "usage_error.hpp"

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>

namespace dataarts::mock::program {
namespace {

std::vector<scenario> read_all(std::vector<std::filesystem::path> const& files) {
  std::vector<scenario> made;
  std::string problems;
  for (auto const& file : files) {
    try {
      made.push_back(parse_scenario(file_text(file), file.string()));
    } catch (usage_error const& problem) {
      problems.append(problems.empty() ? "" : "\n").append(problem.what());
    }
  }
  if (!problems.empty()) throw usage_error(problems);
  return made;
}

}  // namespace

scenario_answers load_scenarios(std::vector<std::filesystem::path> const& files, std::optional<std::uint64_t> seed,
                                script_runs_options options) {
  auto const scenarios = read_all(files);
  scenario_answers made;
  for (auto const& each : scenarios) {
    if (each.seed) made.seed = each.seed;
    options.numeric_instance_ids = options.numeric_instance_ids || each.numeric_instance_ids;
  }
  if (seed) made.seed = seed;
  if (made.seed) options.seed = *made.seed;
  auto runs = std::make_shared<script_runs>(options);
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    try {
      for (auto const& script : scenarios[i].scripts) runs->add(script);
    } catch (std::invalid_argument const& problem) {
      // Each file was right by itself.
      throw usage_error(files[i].string() + ": a script's " + problem.what() + ", in an earlier file");
    }
    for (auto const& rule : scenarios[i].rules) runs->add(rule);
  }
  made.source = std::move(runs);
  return made;
}

}  // namespace dataarts::mock::program
