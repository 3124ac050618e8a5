#ifndef DATAARTS_MOCK_PROGRAM_JOURNAL_DIFF_HPP
#define DATAARTS_MOCK_PROGRAM_JOURNAL_DIFF_HPP

#include "journal_lines.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace dataarts::mock::program {

struct journal_difference {
  std::uint64_t differences = 0;  ///< requests that one of the two has not, or that differ
  std::string text;               ///< for people, each difference with the instance that it belongs to
};

/// @param gap_tolerance  gaps that differ by more than that are a difference; none: gaps are not compared
journal_difference compare_journals(journal_groups const& before, journal_groups const& after,
                                    std::optional<std::chrono::nanoseconds> gap_tolerance);

}  // namespace dataarts::mock::program

#endif
