#include "command/file_commands.hpp"

#include "command/against_command.hpp"
#include "command/console.hpp"
#include "command/distinct_files.hpp"
#include "command/report_outputs.hpp"
#include "command/share_option.hpp"
#include "compare/block.hpp"
#include "compare/comparison.hpp"
#include "plan/planned_time.hpp"
#include "report/comparison_json.hpp"
#include "report/comparison_report.hpp"
#include "report/html_report.hpp"
#include "report/json_report.hpp"
#include "report/plan_text.hpp"
#include "report/text_report.hpp"
#include "result/load_figures.hpp"
#include "result/merge.hpp"
#include "result/result_error.hpp"
#include "result/result_reader.hpp"
#include "service/setting_source.hpp"
#include "usage_error.hpp"
#include "verdict/exit_codes.hpp"
#include "verdict/generator_limits.hpp"
#include "verdict/threshold.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include <unistd.h>

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
constexpr std::size_t margin = 0, confidence = 1, latency = 2, seed = 3, other_plan = 4, output = 5, html = 6;
constexpr std::array<option_row, 7> rows{{
    {"--margin", "SHARE", "", "Comparison", "a change up to it is of no matter (default: 0.05)"},
    {"--confidence", "SHARE", "", "Comparison", "of the intervals (default: 0.95)"},
    {"--latency", "WHICH", "", "Comparison", "response or service (default: response)"},
    {"--seed", "N", "", "Comparison", "of the resampling (default: 1)"},
    {"--other-plan", "", "", "Comparison", "compare runs of different plans, too"},
    {"--output", "FORMAT", "", "Output", "text or json (default: text)"},
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

/// What was measured in the second that the reader gave last.
measurement seen_in(result_reader const& reader, interval const& second) {
  measurement seen;
  seen.planned = second.planned;
  seen.ended = second.ended;
  seen.states = second.states;
  seen.wire = second.wire;
  reader.add_histograms(seen);
  return seen;
}

/// The file that an option names, if it is given.
std::optional<std::filesystem::path> path_of(apps::given_options const& given, std::size_t which) {
  if (!given.has(which)) return std::nullopt;
  return std::filesystem::path(given.values[which].back());
}

bool has_windows(std::span<threshold const> thresholds) {
  return std::any_of(thresholds.begin(), thresholds.end(), [](auto const& each) { return each.over.has_value(); });
}

/// A file that nobody asked for, gone at the end.
class scratch_file {
 public:
  scratch_file() {
    auto name = (std::filesystem::temp_directory_path() / "dataarts-load-XXXXXX").string();
    auto const descriptor = ::mkstemp(name.data());
    if (descriptor < 0) {
      throw result_error(result_errc::cannot_write, name +
                                                        ": cannot be made: " + std::generic_category().message(errno) +
                                                        "; thresholds over windows need it, or --out FILE");
    }
    ::close(descriptor);
    path_ = name;
  }
  scratch_file(scratch_file const&) = delete;
  scratch_file& operator=(scratch_file const&) = delete;
  ~scratch_file() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  std::filesystem::path const& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

judged_file judge(std::filesystem::path const& file, std::vector<std::string> const& instead) {
  result_reader reader(file);
  auto whole = read_result(reader);
  // By itself: thrown from among the members of an aggregate, g++ 12 destroys those before it twice.
  threshold_watch watch(instead.empty() ? thresholds_in(file, whole) : thresholds_of(instead, "--threshold"));
  if (has_windows(watch.thresholds())) {
    // How long the planned time was stands at the end of the file: the histograms are read once that is known.
    result_reader again(file);
    for (interval second; again.next(second);) {
      if (second.second >= 0) watch.second(second.second, seen_in(again, second), whole);
    }
  }
  watch.end(whole);
  return {std::move(whole), std::move(watch), reader.ended()};
}

/// The whole seconds of the planned time: what came later is no second in which the load was on. In those that the
/// generator left out nothing was seen.
std::vector<block> blocks_of(std::filesystem::path const& file, result const& whole, compared_latency which) {
  result_reader reader(file);
  std::vector<block> made(static_cast<std::size_t>(whole_seconds(figures_of(whole).planned_time)));
  for (auto& each : made) each.seconds = 1;
  interval second;
  while (reader.next(second)) {
    if (second.second < 0 || static_cast<std::size_t>(second.second) >= made.size()) continue;
    made[static_cast<std::size_t>(second.second)] = block_of(seen_in(reader, second), 1, which);
  }
  return made;
}

/// A result file that is compared.
struct compared_file {
  compared_file(std::filesystem::path const& file, compared_latency which)
      : whole(read_result(file)),
        name(whole.label.empty() ? file.filename().string() : whole.label),
        blocks(blocks_of(file, whole, which)),
        limits(limits_of_generator(whole)) {}

  exit_code code() const noexcept { return limits.empty() ? exit_code::ok : exit_code::generator_limited; }

  result whole;
  std::string name;
  std::vector<block> blocks;
  std::vector<std::string> limits;
};

void need_one_plan(compared_file const& before, compared_file const& after, bool take_others) {
  if (before.whole.plan_hash == after.whole.plan_hash) return;
  auto const told_before = describe(before.whole.plan, targets_of(before.whole));
  auto const told_after = describe(after.whole.plan, targets_of(after.whole));
  auto const what =
      fmt::format("{} and {} have different plans: {}", before.name, after.name,
                  told_before == told_after ? "they differ in their targets, or in what --print-plan shows"
                                            : fmt::format("{} against {}", told_before, told_after));
  if (!take_others) throw usage_error(what + "; what differs may be the load; --other-plan compares them all the same");
  say("warning: {}", what);
}

}  // namespace

std::span<option_row const> report_option_rows() noexcept { return report_option::rows; }

int run_report(apps::given_options const& given) {
  auto const file = files_of(given, 1, 1, "one result file: dataarts-load report FILE").front();
  distinct_files distinct;
  distinct.read("the result", file);
  auto const csv = path_of(given, report_option::csv);
  auto const html = path_of(given, report_option::html);
  distinct.write("--csv", csv);
  distinct.write("--html", html);
  auto const judged = judge(file, given.values[report_option::threshold]);
  report_settings settings;
  settings.format = format_of(read(given, report_option::rows, report_option::output));
  if (csv) settings.csv.emplace(*csv);
  if (html) settings.html.emplace(*html);
  settings.own_thresholds = given.values[report_option::threshold].empty();
  settings.ended = judged.ended;
  auto const code = report(judged.whole, judged.watch, std::move(settings));
  if (!judged.ended) {
    say("{}: has no end: the process was killed, or is still running; the report is of the seconds that are there",
        file.string());
  }
  return code;
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
  options.into = path_of(given, merge_option::out);
  distinct_files distinct;
  for (auto const& each : files) distinct.read("a shard", each);
  distinct.write("--out", options.into);
  auto const csv = path_of(given, merge_option::csv);
  auto const html = path_of(given, merge_option::html);
  distinct.write("--csv", csv);
  distinct.write("--html", html);
  // Before anything is written.
  auto windows = false;
  for (auto const& each : files) windows = has_windows(thresholds_in(each, result_reader(each).header())) || windows;
  // Thresholds over windows are told from the histograms of all seconds, which only a file holds.
  std::optional<scratch_file> scratch;
  if (!options.into && windows) {
    scratch.emplace();
    options.into = scratch->path();
    options.policy = if_exists::replace;
  }
  auto const merged = merge_results(files, options);
  if (csv) settings.csv.emplace(*csv);
  if (html) settings.html.emplace(*html);
  if (auto const missing = missing_shards(merged); !missing.empty()) {
    say("warning: {} of {} shards are missing: the figures are those of the others", missing.size(),
        merged.shard_count);
  }
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
  auto const format = format_of(read(given, compare_option::rows, compare_option::output));
  distinct_files distinct;
  distinct.read("BEFORE", files[0]);
  distinct.read("AFTER", files[1]);
  auto const html = path_of(given, compare_option::html);
  distinct.write("--html", html);
  compared_file const before(files[0], latency);
  compared_file const after(files[1], latency);
  need_one_plan(before, after, given.has(compare_option::other_plan));
  auto const found = compare_runs(before.blocks, after.blocks, options);
  auto const code = code_of_alternation(before.code(), after.code(), found);
  if (html) {
    write_file(*html, html_report(found, latency, code, {before.name, before.whole}, {after.name, after.whole}));
  }
  if (format == output_format::json) {
    auto made = comparison_json(found);
    made["verdict"] = verdict_json(code);
    made["limits"] = boost::json::object{{"before", boost::json::value_from(before.limits)},
                                         {"after", boost::json::value_from(after.limits)}};
    print(boost::json::serialize(made) + '\n');
  } else {
    auto text = comparison_report(found, before.name, after.name, style_of(STDOUT_FILENO));
    for (auto const* const each : {&before, &after}) text += limits_text(each->name, each->limits);
    print(std::move(text));
  }
  return to_int(code);
}

}  // namespace dataarts::load
