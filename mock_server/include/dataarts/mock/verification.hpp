#ifndef DATAARTS_MOCK_VERIFICATION_HPP
#define DATAARTS_MOCK_VERIFICATION_HPP

#include <dataarts/mock/journal_entry.hpp>

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace dataarts::mock {

/// Which instance is meant, and in which session.
struct instance_name {
  std::string session = {};
  std::string workspace = {};
  std::string script = {};
  std::string instance = {};

  auto operator<=>(instance_name const&) const = default;
};

/// One expectation that does not hold.
struct finding {
  std::string what;                          ///< as in a scenario file: `polls`, `gap.min`
  std::string expected;                      ///< `at least 0.900s`
  std::string seen;                          ///< `0.250s, before poll 3`
  std::optional<std::uint64_t> poll = {};    ///< the first that shows it
  std::vector<journal_entry> shown_by = {};  ///< that poll and the one before, if the journal still has them
};

/// What became of the expectations of one rule for one instance.
struct verdict {
  std::string rule;
  std::optional<instance_name> of = {};  ///< none: nobody asked for an instance of the rule
  std::uint64_t polls = 0;
  std::vector<finding> findings = {};  ///< empty: all of it holds

  /// If nobody asked for it: of the requests that nothing matched and that the journal still has, the one that misses
  /// the rule by the least. A typing error in a name shows here.
  std::optional<journal_entry> closest_unmatched = {};
};

/// An instance that somebody asked for.
struct loose_end {
  std::string rule;
  instance_name of;
  std::uint64_t polls = 0;
  std::uint64_t after_terminal = 0;
};

/// The report of `script_runs::verify`.
struct verification {
  std::vector<verdict> verdicts = {};  ///< of each instance of each rule that expects something, sorted

  /// Instances that were still under way when they were last asked for, with or without an expectation: a client that
  /// gave up, or has not finished. At most `most_loose_ends` of them.
  std::vector<loose_end> abandoned = {};
  std::uint64_t abandoned_count = 0;

  /// Instances that were asked for after their answer was FINISHED or FAILED: a client that did not notice.
  std::vector<loose_end> polled_after_terminal = {};
  std::uint64_t polled_after_terminal_count = 0;

  static constexpr std::size_t most_loose_ends = 100;

  /// Whether all expectations hold. Loose ends alone are no failure.
  bool ok() const noexcept;

  /// The same: `BOOST_TEST(server.verify())`.
  explicit operator bool() const noexcept { return ok(); }
};

/// For people, several lines: what was expected, what was seen, and the entries that show it.
std::string to_text(verification const& what);

/// The same, for the messages of test frameworks.
std::ostream& operator<<(std::ostream& to, verification const& what);

}  // namespace dataarts::mock

#endif
