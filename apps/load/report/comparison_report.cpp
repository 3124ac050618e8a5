#include "report/comparison_report.hpp"

#include <display_text.hpp>
#include <quantity_text.hpp>

#include <fmt/format.h>

#include <array>
#include <cstddef>

namespace dataarts::load {
namespace {

constexpr std::array<std::string_view, compared_count> compared_names{"p50",  "p90",       "p99",   "p99.9",
                                                                      "mean", "answers/s", "errors"};

std::string compared_text(compared what, std::optional<double> value) {
  if (!value) return "-";
  if (what == compared::throughput) return apps::format_rate(*value);
  if (what == compared::error_share) return apps::format_share(*value);
  return apps::format_latency(*value);
}

/// Percent, or percentage points for a share of errors.
std::string change_text(compared what, double change) {
  return fmt::format(what == compared::error_share ? fmt::runtime("{:+.2f} pp") : fmt::runtime("{:+.1f} %"),
                     change * 100);
}

text_colour colour_of(change_verdict verdict) noexcept {
  if (verdict == change_verdict::worse) return text_colour::bad;
  return verdict == change_verdict::better ? text_colour::good : text_colour::plain;
}

void append_difference(text_page& page, difference const& each) {
  auto const right = apps::align::right;
  auto row = apps::fit(title_of(each.what), 10);
  row += apps::fit(compared_text(each.what, each.before), 11, right);
  row += apps::fit(compared_text(each.what, each.after), 11, right);
  row += apps::fit(each.change ? change_text(each.what, *each.change) : "-", 11, right);
  if (each.verdict == change_verdict::undecided) {
    row += "  " + each.why;
  } else {
    row += apps::fit(fmt::format("{} to {}", change_text(each.what, each.low), change_text(each.what, each.high)), 25,
                     right);
    row += fmt::format("  {}", to_string(each.verdict));
  }
  page.line(row, colour_of(each.verdict));
}

/// Figures that say neither yes nor no.
std::string not_told(comparison const& what) {
  std::string names;
  for (auto const& each : what.differences) {
    if (each.verdict != change_verdict::unclear && each.verdict != change_verdict::undecided) continue;
    names += fmt::format("{}{}", names.empty() ? "" : ", ", title_of(each.what));
  }
  return names.empty() ? names : "; not told: " + names;
}

void append_conclusion(text_page& page, comparison const& what) {
  std::string worse;
  for (auto const& each : what.differences) {
    if (each.verdict != change_verdict::worse) continue;
    worse += fmt::format("{}{}", worse.empty() ? "" : ", ", title_of(each.what));
  }
  auto const margins = fmt::format("{:g} % (errors: {:g} percentage points)", what.options.margin * 100,
                                   what.options.error_margin * 100);
  if (!what.decided()) {
    page.entry("UNDECIDED",
               fmt::format("too little data to tell whether anything changed: {}", what.differences[0].why),
               text_colour::alarm);
  } else if (worse.empty()) {
    page.entry("Verdict", fmt::format("no regression beyond {} was found{}", margins, not_told(what)),
               text_colour::good);
  } else {
    page.entry("REGRESSION", fmt::format("{}: worse by more than {}", worse, margins), text_colour::alarm);
  }
  page.entry("Intervals",
             fmt::format("{:g} %, by {} resamples of {} and {} {} of {:g} s, seed {}", what.options.confidence * 100,
                         apps::with_commas(what.options.resamples), what.blocks_before, what.blocks_after,
                         what.paired ? "paired turns" : "blocks", what.block_seconds, what.options.seed),
             text_colour::dim);
}

}  // namespace

std::string_view title_of(compared what) noexcept { return compared_names[static_cast<std::size_t>(what)]; }

std::string comparison_report(comparison const& what, std::string_view before, std::string_view after,
                              text_style const& style) {
  text_page page(style);
  page.entry("Before", before);
  page.entry("After", after);
  page.gap();
  page.line(fmt::format("{:10}{:>11}{:>11}{:>11}{:>25}", "", "before", "after", "change", "interval"),
            text_colour::bold);
  for (auto const& each : what.differences) append_difference(page, each);
  page.gap();
  append_conclusion(page, what);
  return page.take();
}

}  // namespace dataarts::load
