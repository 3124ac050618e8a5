#include "report/latency_text.hpp"

#include <display_text.hpp>
#include <quantity_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dataarts::load {
namespace {

constexpr std::size_t column_width = 10;

void append_row(text_page& page, std::string_view title, hdr_histogram const& values) {
  auto row = apps::fit(title, text_page::title_width);
  auto const cell = [&](double value) {
    row += apps::fit(values.count() == 0 ? "-" : apps::format_latency(value), column_width, apps::align::right);
  };
  for (auto const each : {50.0, 90.0, 99.0, 99.9}) cell(static_cast<double>(values.value_at_percentile(each)));
  cell(static_cast<double>(values.max()));
  cell(values.mean());
  page.line(row);
}

void append_titles(text_page& page, std::string_view title) {
  auto row = apps::fit(title, text_page::title_width);
  for (std::string_view const each : {"p50", "p90", "p99", "p99.9", "max", "mean"}) {
    row += apps::fit(each, column_width, apps::align::right);
  }
  page.line(row, text_colour::bold);
}

std::string repeated(std::string_view what, std::size_t times) {
  std::string made;
  for (std::size_t i = 0; i < times; ++i) made += what;
  return made;
}

}  // namespace

void append_latency_table(text_page& page, measurement const& total) {
  append_titles(page, "Latency");
  auto const* const answers = total.of(outcome::answered);
  if (answers == nullptr || answers->response.count() == 0) {
    page.entry("", "nothing was answered");
  } else {
    append_row(page, "  response", answers->response);
    append_row(page, "  service", answers->service);
  }
  append_row(page, "  lag", total.lag);
}

void append_spectrum(text_page& page, latencies const& answers) {
  struct step {
    std::string_view title;
    double percentile;
    std::uint64_t least;  ///< values that it takes to be another one than the maximum
  };
  static constexpr std::array<step, 7> steps{{{"50 %", 50, 0},
                                              {"75 %", 75, 4},
                                              {"90 %", 90, 10},
                                              {"99 %", 99, 100},
                                              {"99.9 %", 99.9, 1000},
                                              {"99.99 %", 99.99, 10'000},
                                              {"100 %", 100, 0}}};
  constexpr std::size_t head = text_page::title_width + column_width + 1;
  auto const& style = page.style();
  if (answers.response.count() == 0 || style.width < head + 10) return;
  auto const room = static_cast<double>(style.width - head);
  auto const longest = static_cast<double>(std::max<std::int64_t>(answers.response.max(), 1));
  std::string_view const served = style.unicode ? "█" : "#";
  std::string_view const waited = style.unicode ? "░" : ".";
  page.line(
      fmt::format("{}{} service  {} waiting before it", apps::fit("Spectrum", text_page::title_width), served, waited),
      text_colour::bold);
  for (auto const& each : steps) {
    if (answers.response.count() < each.least) continue;
    auto const response = answers.response.value_at_percentile(each.percentile);
    auto const service = std::min(answers.service.value_at_percentile(each.percentile), response);
    auto const length = [&](std::int64_t value) {
      return static_cast<std::size_t>(std::lround(static_cast<double>(value) / longest * room));
    };
    page.line(apps::fit(fmt::format("  {}", each.title), text_page::title_width) +
              apps::fit(apps::format_latency(static_cast<double>(response)), column_width, apps::align::right) + ' ' +
              repeated(served, length(service)) + repeated(waited, length(response) - length(service)));
  }
}

void append_other_latencies(text_page& page, measurement const& total) {
  auto titled = false;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    auto const which = static_cast<outcome>(i);
    auto const* const each = total.of(which);
    if (which == outcome::answered || each == nullptr || each->response.count() == 0) continue;
    if (!titled) append_titles(page, "Not answered");
    titled = true;
    append_row(page, fmt::format("  {}", to_string(which)), each->response);
  }
}

}  // namespace dataarts::load
