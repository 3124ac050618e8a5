#ifndef DATAARTS_MOCK_PROGRAM_SCENARIO_VERBS_HPP
#define DATAARTS_MOCK_PROGRAM_SCENARIO_VERBS_HPP

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::mock::program {

/// What a verb comes to.
struct verb_outcome {
  std::string text = {};                     ///< for standard output
  std::vector<std::string> complaints = {};  ///< for standard error
  int status = 0;                            ///< the exit code
};

/// `check`, `fmt`, `plan` and `schema`: the verbs that have to do with scenario files, and serve nothing.
std::span<std::string_view const> scenario_verbs() noexcept;

/// All verbs of the program.
std::vector<std::string_view> all_verbs();

/// Throws `usage_error` if a word that ought to name a file is a verb: one is enough, and it comes first. A file of
/// such a name can be given as ./check.
void refuse_second_verb(std::string_view word);

/// Nothing if it is none of them.
/// @param arguments  those behind the verb
/// Throws `usage_error`.
std::optional<verb_outcome> run_scenario_verb(std::string_view verb, std::vector<std::string> const& arguments);

}  // namespace dataarts::mock::program

#endif
