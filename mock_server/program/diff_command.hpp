#ifndef DATAARTS_MOCK_PROGRAM_DIFF_COMMAND_HPP
#define DATAARTS_MOCK_PROGRAM_DIFF_COMMAND_HPP

#include <string>
#include <vector>

namespace dataarts::mock::program {

struct diff_outcome {
  std::string text;  ///< for standard output
  bool alike = true;
};

/// `dataarts-mock diff [--gap-tolerance DURATION] A.jsonl B.jsonl`
/// @param arguments  those behind `diff`
/// Throws `usage_error`.
diff_outcome run_diff(std::vector<std::string> const& arguments);

}  // namespace dataarts::mock::program

#endif
