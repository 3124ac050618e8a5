#include <dataarts/mock/scenario.hpp>

#include "file_text.hpp"
#include "scenario/scenario_lint.hpp"
#include "scenario/scenario_reader.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <stop_token>
#include <utility>

namespace dataarts::mock {
namespace {

template <class Value>
void append(std::vector<Value>& to, std::vector<Value>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

// The files of a folder, or the file.
std::vector<std::filesystem::path> files_of(std::filesystem::path const& path) {
  std::error_code problem;
  if (!std::filesystem::is_directory(path, problem)) return {path};
  std::vector<std::filesystem::path> made;
  std::filesystem::directory_iterator entries(path, problem);
  if (problem) throw file_error({{{}, {}, "cannot read " + path.string() + ": " + problem.message()}});
  for (auto const& entry : entries) {
    auto const name = entry.path().filename().string();
    if (name.starts_with('.') || !name.ends_with(".json") || name.ends_with(".schema.json")) continue;
    if (entry.is_regular_file(problem)) made.push_back(entry.path());
  }
  if (made.empty()) throw file_error({{{}, {}, "there is no scenario file, *.json, in " + path.string()}});
  std::sort(made.begin(), made.end());
  return made;
}

scenario read_file(std::filesystem::path const& file, std::stop_token const& stop) {
  std::string text;
  try {
    text = file_text(file);
  } catch (std::runtime_error const& found) {
    throw file_error({{{}, {}, found.what()}});
  }
  return scenarios::scenario_reader(text, file.string(), stop).read();
}

// Puts files together, and says what is wrong between them.
class joint {
 public:
  void add(scenario each) {
    for (auto const& script : each.scripts) note_script(script, each.files.front());
    for (std::size_t i = 0; i < each.rules.size(); ++i) note_rule(each.rules[i].name, each.rule_places[i]);
    if (each.seed) made_.seed = each.seed;
    if (each.clock) made_.clock = each.clock;
    if (each.recorded) made_.recorded = std::move(each.recorded);
    made_.numeric_instance_ids = made_.numeric_instance_ids || each.numeric_instance_ids;
    append(made_.scripts, each.scripts);
    append(made_.rules, each.rules);
    append(made_.quotas, each.quotas);
    append(made_.routes, each.routes);
    append(made_.rule_places, each.rule_places);
    append(made_.warnings, each.warnings);
    append(made_.files, each.files);
  }

  void add_problems(std::vector<file_problem> const& found, std::vector<std::filesystem::path> const& files = {}) {
    problems_.insert(problems_.end(), found.begin(), found.end());
    made_.files.insert(made_.files.end(), files.begin(), files.end());
  }

  scenario finish() {
    if (!problems_.empty()) throw file_error(std::move(problems_), std::move(made_.files));
    auto found = scenarios::lint(made_);
    append(made_.warnings, found);
    return std::move(made_);
  }

 private:
  void note_script(script_definition const& script, std::filesystem::path const& file) {
    auto const [at, is_new] = scripts_.try_emplace({script.workspace, script.name}, file);
    if (is_new || at->second == file) return;
    problems_.push_back(
        {{file.string()}, {}, "the script '" + script.name + "' is in " + at->second.string() + ", too"});
  }

  void note_rule(std::string const& name, file_place const& place) {
    auto const [at, is_new] = names_.try_emplace(name, place.file);
    if (is_new || at->second == place.file) return;
    problems_.push_back({place, {}, "the instance '" + name + "' is in " + at->second + ", too; names have to differ"});
  }

  scenario made_;
  std::vector<file_problem> problems_;
  std::map<std::pair<std::string, std::string>, std::filesystem::path> scripts_;
  std::map<std::string, std::string> names_;  // of rules, and their files
};

// In a folder, bodies that scenario files name are none themselves.
void add_path(joint& to, std::filesystem::path const& path, std::stop_token const& stop) {
  struct one {
    std::filesystem::path file;
    std::optional<scenario> read = {};
    std::vector<file_problem> problems = {};
    std::vector<std::filesystem::path> named = {};
  };
  std::vector<one> all;
  std::set<std::filesystem::path> bodies;
  for (auto const& file : files_of(path)) {
    all.push_back({file});
    try {
      all.back().read = read_file(file, stop);
      bodies.insert(all.back().read->files.begin() + 1, all.back().read->files.end());
    } catch (file_error const& found) {
      all.back().problems = found.problems();
      all.back().named = found.files();
    }
  }
  for (auto& each : all) {
    if (bodies.contains(each.file)) continue;
    if (each.read) to.add(*std::move(each.read));
    to.add_problems(each.problems, each.named);
  }
}

}  // namespace

scenario parse_scenario(std::string_view text, std::string const& name) {
  joint made;
  made.add(scenarios::scenario_reader(text, name).read());
  return made.finish();
}

scenario load_scenario(std::vector<std::filesystem::path> const& paths, std::stop_token stop) {
  joint made;
  std::set<std::filesystem::path> given;
  for (auto const& path : paths) {
    std::error_code none;
    if (!given.insert(std::filesystem::weakly_canonical(std::filesystem::absolute(path, none), none)).second) {
      made.add_problems({{{path.string()}, {}, "this is given twice"}});
      continue;
    }
    try {
      add_path(made, path, stop);
    } catch (file_error const& found) {
      made.add_problems(found.problems(), found.files());
    }
  }
  return made.finish();
}

scenario load_scenario(std::filesystem::path const& path) { return load_scenario(std::vector{path}); }

scenario reload_scenario(std::vector<std::filesystem::path> const& paths, script_runs& runs) {
  auto made = load_scenario(paths);
  made.replace_in(runs);
  return made;
}

script_runs_options scenario::runs_options(script_runs_options given) const {
  if (seed) given.seed = *seed;
  given.numeric_instance_ids = given.numeric_instance_ids || numeric_instance_ids;
  return given;
}

void scenario::add_to(script_runs& to) const {
  for (auto const& each : scripts) to.add(each);
  for (auto const& each : rules) to.add(each);
  for (auto const& each : quotas) to.add(each);
  for (auto const& each : routes) to.add(each);
}

void scenario::replace_in(script_runs& to) const { to.replace(scripts, rules, quotas, routes); }

}  // namespace dataarts::mock
