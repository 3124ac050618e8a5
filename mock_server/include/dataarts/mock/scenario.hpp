#ifndef DATAARTS_MOCK_SCENARIO_HPP
#define DATAARTS_MOCK_SCENARIO_HPP

#include <dataarts/mock/file_error.hpp>
#include <dataarts/mock/quota_rule.hpp>
#include <dataarts/mock/route_rule.hpp>
#include <dataarts/mock/run_rule.hpp>
#include <dataarts/mock/script_runs.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::mock {

/// Which time a scenario is meant for. What reads a scenario cannot give it a clock: who makes the server does.
enum class clock_kind {
  real,          ///< that of the machine
  virtual_time,  ///< that of a `dataarts::virtual_clock`, which only a test moves
};

/// Where the answers of a recording came from.
struct recording_note {
  std::string from = {};       ///< the endpoint
  std::string at = {};         ///< when, as it was written
  std::string redaction = {};  ///< the version of the rules by which secrets were removed
};

/// What scenario files say. A value: made by `load_scenario`, or in a test member by member.
struct scenario {
  std::optional<std::uint64_t> seed = {};
  std::optional<clock_kind> clock = {};
  bool numeric_instance_ids = false;
  std::optional<recording_note> recorded = {};
  std::vector<script_definition> scripts = {};
  std::vector<run_rule> rules = {};

  std::vector<quota_rule> quotas = {};
  std::vector<route_rule> routes = {};

  /// Where each of `rules` was written; as long as it, or empty.
  std::vector<file_place> rule_places = {};

  /// What was probably not meant, such as an instance that never holds: for people to read.
  std::vector<file_problem> warnings = {};

  /// All files that were read, in order, those included that other files name: what has to be watched for changes.
  std::vector<std::filesystem::path> files = {};

  /// What `script_runs` has to be made with: `given`, with the seed and the form of instance ids of the files if they
  /// say anything about them.
  script_runs_options runs_options(script_runs_options given = {}) const;

  /// Adds scripts, rules, quotas and routes. Throws `std::invalid_argument` when a script is there already.
  void add_to(script_runs& to) const;

  /// Puts scripts, rules, quotas and routes in place of those that `to` has: all or nothing, as one step between two
  /// requests. See `script_runs::replace` for what becomes of the runs under way. Seed, form of ids and clock stay as
  /// they are. Throws `std::invalid_argument` that names what is wrong; then nothing is changed.
  void replace_in(script_runs& to) const;
};

/// Reads the text of a scenario file: JSON with comments and trailing commas, see docs/mock-server.md.
/// @param name  of the file, for messages; files that the text names are looked for beside it
/// Throws `file_error` with everything that is wrong.
scenario parse_scenario(std::string_view text, std::string const& name);

/// Reads a scenario file, or all files of a folder whose names end in `.json` and do not begin with a dot, in the order
/// of their names. Throws `file_error` with everything that is wrong, and when something cannot be read.
scenario load_scenario(std::filesystem::path const& path);

/// Several files and folders make one scenario: scripts and rules of all, and of seed and clock the last.
/// Throws `file_error` with everything that is wrong in any of them, or between them, and `std::system_error`
/// (`operation_canceled`) when `stop` asks for it while they are read.
scenario load_scenario(std::vector<std::filesystem::path> const& paths, std::stop_token stop = {});

/// Reads the files again and puts what they say in place of what `runs` has, as `scenario::replace_in`. Throws
/// `file_error` when anything is wrong; then `runs` goes on as before. May be called from any thread.
scenario reload_scenario(std::vector<std::filesystem::path> const& paths, script_runs& runs);

/// The JSON Schema (draft 7) of scenario files, for editors and other checkers. Comments and trailing commas, which
/// these files may have, are not its business.
std::string_view scenario_schema() noexcept;

}  // namespace dataarts::mock

#endif
