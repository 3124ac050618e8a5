#ifndef DATAARTS_MOCK_PROGRAM_JOURNAL_LINES_HPP
#define DATAARTS_MOCK_PROGRAM_JOURNAL_LINES_HPP

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts::mock::program {

/// One request of a journal file, without what differs from one time to the next: `seq`, `t_real`, `t_mock`, `conn`,
/// `req_on_conn`, `poll` (its place in the list says as much) and the alias of the access key are left out, the gap is
/// kept apart.
struct journal_line {
  std::vector<std::pair<std::string, std::string>> fields;  ///< names and values, sorted
  std::optional<std::chrono::nanoseconds> gap;
  std::string poll;  ///< for people: `poll 4` or `request 4`

  bool operator==(journal_line const& other) const { return fields == other.fields; }
};

/// The requests of a journal, by session and instance; those that name no instance by session, method and path. In the
/// order of `poll`, then in that of the file.
using journal_groups = std::map<std::string, std::vector<journal_line>>;

/// Throws `usage_error`: "NAME:LINE: what is wrong".
journal_groups read_journal(std::string_view text, std::string const& name);

}  // namespace dataarts::mock::program

#endif
