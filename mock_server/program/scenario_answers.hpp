#ifndef DATAARTS_MOCK_PROGRAM_SCENARIO_ANSWERS_HPP
#define DATAARTS_MOCK_PROGRAM_SCENARIO_ANSWERS_HPP

#include <dataarts/mock/answer_source.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace dataarts::mock::program {

/// What the scenario files say, together.
struct scenario_answers {
  std::shared_ptr<answer_source> source;
  std::optional<std::uint64_t> seed;  ///< of the last file that has one
};

/// @param seed  holds in place of that of the files
/// Throws `usage_error` with everything that is wrong in any of them.
scenario_answers load_scenarios(std::vector<std::filesystem::path> const& files, std::optional<std::uint64_t> seed);

}  // namespace dataarts::mock::program

#endif
