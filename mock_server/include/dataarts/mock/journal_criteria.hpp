#ifndef DATAARTS_MOCK_JOURNAL_CRITERIA_HPP
#define DATAARTS_MOCK_JOURNAL_CRITERIA_HPP

#include <dataarts/mock/journal_entry.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace dataarts::mock {

/// Which entries of a journal are meant: those for which everything that is given holds. In the texts marked as
/// patterns `*` stands for any text, the empty one included.
struct journal_criteria {
  std::optional<std::string> method = {};
  std::optional<std::string> target = {};    ///< a pattern
  std::optional<std::string> script = {};    ///< a pattern
  std::optional<std::string> instance = {};  ///< a pattern
  std::optional<std::string> workspace = {};
  std::optional<std::string> session = {};
  std::optional<std::string> rule = {};
  std::optional<std::string> told = {};
  std::optional<std::string> fault = {};
  std::optional<unsigned> status = {};
  std::optional<std::uint64_t> poll = {};
  std::optional<bool> unmatched = {};
  std::optional<bool> is_signed = {};
  std::optional<bool> after_terminal = {};
  std::optional<std::uint64_t> since = {};  ///< only entries with a higher `seq`

  bool matches(journal_entry const& entry) const;
};

}  // namespace dataarts::mock

#endif
