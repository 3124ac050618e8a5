#ifndef DATAARTS_LOAD_REPORT_COMPARISON_REPORT_HPP
#define DATAARTS_LOAD_REPORT_COMPARISON_REPORT_HPP

#include "compare/comparison.hpp"
#include "report/text_page.hpp"

#include <string>
#include <string_view>

namespace dataarts::load {

/// What a figure is called for people: "p99.9", "answers/s".
std::string_view title_of(compared what) noexcept;

/// A comparison as a table with a line for each figure, and a sentence with the verdict. `before` and `after` name the
/// runs. Ends with a line break.
std::string comparison_report(comparison const& what, std::string_view before, std::string_view after,
                              text_style const& style = {});

}  // namespace dataarts::load

#endif
