#include "command/file_commands.hpp"

#include "command/console.hpp"
#include "command/report_outputs.hpp"
#include "command/share_option.hpp"
#include "compare/block.hpp"
#include "compare/comparison.hpp"
#include "report/comparison_report.hpp"
#include "report/html_report.hpp"
#include "result/merge.hpp"
#include "result/result_reader.hpp"
#include "service/setting_source.hpp"
#include "usage_error.hpp"
#include "verdict/exit_codes.hpp"
#include "verdict/threshold.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <optional>
#include <utility>

namespace dataarts::load {
namespace {

using apps::option_row;
using apps::usage_error;

namespace report_option {
constexpr std::size_t output = 0, csv = 1, html = 2, threshold = 3;
constexpr std::array<option_row, 4> rows{{
    {"--output", "FORMAT", "", "Output", "text or json (default: text)"},
    {"--csv", "FILE", "", "Output", "one line for each second"},
    {"--html", "FILE", "", "Output", "a page with charts, for a browser"},
    {"--threshold", "CONDITION", "", "Verdict", "such as p99<50ms; in place of those of the run", true},
}};
}  // namespace report_option

namespace merge_option {
constexpr std::size_t out = 0, partial = 1, mixed = 2, output = 3, csv = 4, html = 5;
constexpr std::array<option_row, 6> rows{{
    {"--out", "FILE", "", "Output", "the merged result, which can be merged again"},
    {"--partial", "", "", "Merging", "take what there is, also if shards are missing or cut short"},
    {"--mixed", "", "", "Merging", "also results of other endpoints or other starts"},
    {"--output", "FORMAT", "", "Output", "text or json (default: text)"},
    {"--csv", "FILE", "", "Output", "one line for each second"},
    {"--html", "FILE", "", "Output", "a page with charts, for a browser"},
}};
}  // namespace merge_option

namespace compare_option {
constexpr std::size_t margin = 0, confidence = 1, latency = 2, seed = 3, html = 4;
constexpr std::array<option_row, 5> rows{{
    {"--margin", "SHARE", "", "Comparison", "a change up to it is of no matter (default: 0.05)"},
    {"--confidence", "SHARE", "", "Comparison", "of the intervals (default: 0.95)"},
    {"--latency", "WHICH", "", "Comparison", "response or service (default: response)"},
    {"--seed", "N", "", "Comparison", "of the resampling (default: 1)"},
    {"--html", "FILE", "", "Output", "the same as a page with charts, for a browser"},
}};
}  // namespace compare_option

std::optional<apps::sourced> read(apps::given_options const& given, std::span<option_row const> rows,
                                  std::size_t which) {
  if (!given.has(which)) return std::nullopt;
  return apps::sourced{given.values[which].back(), std::string(rows[which].flag), true};
}

output_format format_of(std::optional<apps::sourced> const& given) {
  if (!given || given->text == "text") return output_format::text;
  if (given->text == "json") return output_format::json;
  throw usage_error(fmt::format("{}: '{}' is not text or json", given->origin, given->text));
}

std::vector<std::filesystem::path> files_of(apps::given_options const& given, std::size_t least, std::size_t most,
                                            std::string_view usage) {
  auto const count = given.positionals.size();
  if (count < least || count > most) throw usage_error(fmt::format("expected {}", usage));
  return {given.positionals.begin(), given.positionals.end()};
}

std::vector<threshold> thresholds_of(std::span<std::string const> texts, std::string_view origin) {
  try {
    return parse_thresholds(texts);
  } catch (threshold_error const& problem) {
    throw usage_error(fmt::format("{}: {}", origin, problem.what()));
  }
}

std::vector<threshold> thresholds_in(std::filesystem::path const& file, result const& header) {
  return thresholds_of(header.plan.thresholds, file.string() + ": thresholds");
}

/// A result and what its thresholds say, from a file.
struct judged_file {
  result whole;
  threshold_watch watch;
  bool ended;  ///< false: the file has no end
};

judged_file judge(std::filesystem::path const& file, std::vector<std::string> const& instead) {
  result_reader reader(file);
  // By itself: thrown from among the members of an aggregate, g++ 12 destroys those before it twice.
  threshold_watch watch(instead.empty() ? thresholds_in(file, reader.header()) : thresholds_of(instead, "--threshold"));
  std::vector<interval> seconds;
  interval second;
  while (reader.next(second)) {
    if (second.second >= 0) {
      measurement seen;
      seen.planned = second.planned;
      seen.ended = second.ended;
      seen.states = second.states;
      seen.wire = second.wire;
      reader.add_histograms(seen);
      watch.second(seen);
    }
    seconds.push_back(second);
  }
  auto whole = reader.finish();
  whole.intervals = std::move(seconds);
  return {std::move(whole), std::move(watch), reader.ended()};
}

std::vector<block> blocks_of(std::filesystem::path const& file, compared_latency which) {
  result_reader reader(file);
  std::vector<block> made;
  interval second;
  while (reader.next(second)) {
    if (second.second < 0) continue;
    measurement seen;
    seen.planned = second.planned;
    seen.ended = second.ended;
    reader.add_histograms(seen);
    made.push_back(block_of(seen, 1, which));
  }
  return made;
}

std::string name_of(std::filesystem::path const& file) {
  auto const label = result_reader(file).header().label;
  return label.empty() ? file.filename().string() : label;
}

}  // namespace

std::span<option_row const> report_option_rows() noexcept { return report_option::rows; }

int run_report(apps::given_options const& given) {
  auto const file = files_of(given, 1, 1, "one result file: dataarts-load report FILE").front();
  auto const judged = judge(file, given.values[report_option::threshold]);
  report_settings settings;
  settings.format = format_of(read(given, report_option::rows, report_option::output));
  if (given.has(report_option::csv)) settings.csv.emplace(given.values[report_option::csv].back());
  if (given.has(report_option::html)) settings.html.emplace(given.values[report_option::html].back());
  auto const code = report(judged.whole, judged.watch, std::move(settings));
  if (judged.ended) return code;
  say("{}: has no end: the process was killed, or is still running; the report is of the seconds that are there",
      file.string());
  return to_int(exit_code::incomplete);
}

std::span<option_row const> merge_option_rows() noexcept { return merge_option::rows; }

int run_merge(apps::given_options const& given) {
  constexpr std::size_t most_files = 100'000;
  auto const files = files_of(given, 1, most_files, "result files: dataarts-load merge --out FILE SHARD...");
  report_settings settings;
  settings.format = format_of(read(given, merge_option::rows, merge_option::output));
  merge_options options;
  options.mixed = given.has(merge_option::mixed);
  options.partial = given.has(merge_option::partial);
  if (given.has(merge_option::out)) options.into = given.values[merge_option::out].back();
  // Before anything is written.
  for (auto const& each : files) thresholds_in(each, result_reader(each).header());
  auto const merged = merge_results(files, options);
  if (given.has(merge_option::csv)) settings.csv.emplace(given.values[merge_option::csv].back());
  if (given.has(merge_option::html)) settings.html.emplace(given.values[merge_option::html].back());
  if (auto const missing = missing_shards(merged); !missing.empty()) {
    say("warning: {} of {} shards are missing: the figures are those of the others", missing.size(),
        merged.shard_count);
  }
  // With the file at hand, thresholds over windows can be told, too.
  if (options.into) {
    auto const judged = judge(*options.into, {});
    return report(judged.whole, judged.watch, std::move(settings));
  }
  return report(merged, threshold_watch(thresholds_of(merged.plan.thresholds, "thresholds")), std::move(settings));
}

std::span<option_row const> compare_option_rows() noexcept { return compare_option::rows; }

int run_compare(apps::given_options const& given) {
  auto const files = files_of(given, 2, 2, "two result files: dataarts-load compare BEFORE AFTER");
  auto const which = read(given, compare_option::rows, compare_option::latency);
  if (which && which->text != "response" && which->text != "service") {
    throw usage_error(fmt::format("{}: '{}' is not response or service", which->origin, which->text));
  }
  auto const latency = which && which->text == "service" ? compared_latency::service : compared_latency::response;
  comparison_options options;
  options.margin = share_of(read(given, compare_option::rows, compare_option::margin), options.margin);
  options.confidence = share_of(read(given, compare_option::rows, compare_option::confidence), options.confidence);
  constexpr std::int64_t largest_seed = 1'000'000'000;
  if (auto const seed = apps::as_number(read(given, compare_option::rows, compare_option::seed), 0, largest_seed)) {
    options.seed = static_cast<std::uint64_t>(*seed);
  }
  auto const before = blocks_of(files[0], latency);
  auto const after = blocks_of(files[1], latency);
  auto const found = compare_runs(before, after, options);
  auto const names = std::array{name_of(files[0]), name_of(files[1])};
  auto const code = found.regressed() ? exit_code::regression : exit_code::ok;
  if (given.has(compare_option::html)) {
    auto const runs = std::array{read_result(files[0]), read_result(files[1])};
    write_file(given.values[compare_option::html].back(),
               html_report(found, latency, code, {names[0], runs[0]}, {names[1], runs[1]}));
  }
  print(comparison_report(found, names[0], names[1]));
  return to_int(code);
}

}  // namespace dataarts::load
