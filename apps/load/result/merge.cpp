#include "result/merge.hpp"

#include "result/interval_summary.hpp"
#include "result/result_error.hpp"
#include "result/result_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

namespace dataarts::load {
namespace {

// A file, and the second that comes next in it.
struct merge_source {
  explicit merge_source(std::filesystem::path const& file) : reader(file) {}
  void advance() { has_second = reader.next(second); }

  result_reader reader;
  interval second;
  bool has_second = false;
};

using merge_sources = std::vector<std::unique_ptr<merge_source>>;

// By their lowest shards.
merge_sources open_all(std::span<std::filesystem::path const> files) {
  merge_sources made;
  for (auto const& each : files) made.push_back(std::make_unique<merge_source>(each));
  std::sort(made.begin(), made.end(), [](auto const& a, auto const& b) {
    return a->reader.header().shards.front().index < b->reader.header().shards.front().index;
  });
  return made;
}

// Not all of a million.
std::string list_of(std::span<std::size_t const> numbers) {
  constexpr std::size_t most = 20;
  if (numbers.size() <= most) return fmt::format("{}", fmt::join(numbers, ", "));
  return fmt::format("{} and {} more", fmt::join(numbers.first(most), ", "), numbers.size() - most);
}

std::chrono::system_clock::time_point start_of(result const& header) {
  return header.common_start.value_or(header.began);
}

// Shards that were not begun together, or asked somebody else, are of other runs: files that were left of an earlier
// one, as by a shard that could not connect this time.
void check_same_run(result_reader const& one, result_reader const& first) {
  if (one.header().endpoint != first.header().endpoint) {
    throw result_error(result_errc::other_run,
                       fmt::format("{}: is of {}, but {} of {}; --mixed adds them up all the same", one.file().string(),
                                   one.header().endpoint, first.file().string(), first.header().endpoint));
  }
  auto const apart = std::chrono::abs(start_of(one.header()) - start_of(first.header()));
  if (apart <= merge_options::same_start) return;
  throw result_error(
      result_errc::other_run,
      fmt::format("{}: was begun {:.1f} s apart from {}: it is of another run; shards have one "
                  "--start-at; --mixed adds them up all the same",
                  one.file().string(), std::chrono::duration<double>(apart).count(), first.file().string()));
}

// Each part may have had conditions of its own; those of all are to be judged. Sorted if they differ, so that neither
// order nor grouping of merging matters.
void unite(std::vector<std::string>& all, std::vector<std::string> const& others) {
  if (all == others) return;
  all.insert(all.end(), others.begin(), others.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
}

// The plan, and the shards of all.
result merged_header(merge_sources const& sources, bool mixed) {
  auto const& first = sources.front()->reader;
  std::vector<std::pair<shard, machine>> parts;
  result made;
  made.program_version = first.header().program_version;
  made.plan = first.header().plan;
  made.target_count = first.header().target_count;
  made.plan_hash = first.header().plan_hash;
  made.endpoint = first.header().endpoint;
  made.label = first.header().label;
  made.shard_count = first.header().shard_count;
  made.began = first.header().began;
  made.common_start = start_of(first.header());
  made.generator.threads = 0;
  std::vector<std::filesystem::path const*> owners(made.shard_count);
  for (auto const& each : sources) {
    auto const& header = each->reader.header();
    auto const name = each->reader.file().string();
    if (header.plan_hash != made.plan_hash) {
      throw result_error(result_errc::other_plan,
                         fmt::format("{}: has the plan {}, but {} has {}; only shards of one plan add up", name,
                                     header.plan_hash, first.file().string(), made.plan_hash));
    }
    if (header.shard_count != made.shard_count) {
      throw result_error(result_errc::other_cut,
                         fmt::format("{}: is of {} shards, but {} of {}; a plan cut another way is another run", name,
                                     header.shard_count, first.file().string(), made.shard_count));
    }
    if (!mixed) check_same_run(each->reader, first);
    for (std::size_t i = 0; i < header.shards.size(); ++i) {
      auto*& owner = owners[header.shards[i].index];
      if (owner != nullptr) {
        throw result_error(result_errc::doubled_shard, fmt::format("{}: has shard {}, which {} has too", name,
                                                                   header.shards[i].index, owner->string()));
      }
      owner = &each->reader.file();
      parts.emplace_back(header.shards[i], header.machines[i]);
    }
    made.began = std::min(made.began, header.began);
    made.common_start = std::min(*made.common_start, start_of(header));
    unite(made.plan.thresholds, header.plan.thresholds);
    made.generator.threads += header.generator.threads;
  }
  std::sort(parts.begin(), parts.end(), [](auto const& a, auto const& b) { return a.first.index < b.first.index; });
  for (auto& [part, on] : parts) {
    made.shards.push_back(part);
    made.machines.push_back(std::move(on));
  }
  return made;
}

void add_second(interval& sum, interval const& other) {
  sum.planned += other.planned;
  for (std::size_t i = 0; i < outcome_count; ++i) sum.ended[i] += other.ended[i];
  for (std::size_t i = 0; i < run_state_count; ++i) sum.states[i] += other.states[i];
  sum.wire.add(other.wire);
  sum.in_flight += other.in_flight;
  sum.connections_open += other.connections_open;
  sum.cpu = rounded_cpu(sum.cpu + other.cpu);
}

// The earliest second that any file has, added up from all that have it.
bool next_second(merge_sources const& sources, interval& sum, measurement& histograms) {
  std::optional<std::int64_t> earliest;
  for (auto const& each : sources) {
    if (each->has_second) earliest = std::min(earliest.value_or(each->second.second), each->second.second);
  }
  if (!earliest) return false;
  sum = {};
  sum.second = *earliest;
  histograms.reset();
  for (auto const& each : sources) {
    if (!each->has_second || each->second.second != *earliest) continue;
    add_second(sum, each->second);
    each->reader.add_histograms(histograms);
    each->advance();
  }
  auto const& answers = histograms.room_for(outcome::answered);
  sum.response = percentiles_of(answers.response);
  sum.service = percentiles_of(answers.service);
  sum.lag = percentiles_of(histograms.lag);
  return true;
}

void add_total(result& sum, result const& other) {
  sum.total.add(other.total);
  sum.start_skew = std::max(sum.start_skew, other.start_skew);
  sum.measured = std::max(sum.measured, other.measured);
  sum.planned_time = std::max(sum.planned_time, other.planned_time);
  sum.answered_in_time += other.answered_in_time;
  sum.reason = std::max(sum.reason, other.reason);
  sum.in_flight_at_end += other.in_flight_at_end;
  sum.generator.user += other.generator.user;
  sum.generator.system += other.generator.system;
  sum.generator.waited += other.generator.waited;
  sum.generator.peak_resident_bytes += other.generator.peak_resident_bytes;
  sum.cut_short.insert(sum.cut_short.end(), other.cut_short.begin(), other.cut_short.end());
}

result merged(merge_sources const& sources, result made, bool partial, result_writer* writer) {
  for (auto const& each : sources) each->advance();
  measurement histograms;
  for (interval second; next_second(sources, second, histograms);) {
    if (writer != nullptr) writer->add(second, histograms);
    made.intervals.push_back(second);
  }
  for (auto const& each : sources) add_total(made, each->reader.finish());
  std::sort(made.cut_short.begin(), made.cut_short.end());
  if (!made.cut_short.empty() && !partial) {
    throw result_error(result_errc::cut_short,
                       fmt::format("{} {} ended without {}; --partial takes what there is",
                                   made.cut_short.size() == 1 ? "shard" : "shards", list_of(made.cut_short),
                                   made.cut_short.size() == 1 ? "its total" : "their totals"));
  }
  if (writer != nullptr) writer->end(made);
  return made;
}

}  // namespace

std::vector<std::size_t> missing_shards(result const& of) {
  std::vector<std::size_t> missing;
  auto present = of.shards.begin();
  for (std::size_t i = 0; i < of.shard_count; ++i) {
    if (present != of.shards.end() && present->index == i) {
      ++present;
    } else {
      missing.push_back(i);
    }
  }
  return missing;
}

result merge_results(std::span<std::filesystem::path const> files, merge_options const& options) {
  if (files.empty()) throw result_error(result_errc::missing_shards, "there is no result to merge");
  auto const sources = open_all(files);
  auto header = merged_header(sources, options.mixed);
  if (auto const missing = missing_shards(header); !missing.empty() && !options.partial) {
    throw result_error(result_errc::missing_shards,
                       fmt::format("{} of the {} shards {} not given: {} {}; --partial merges the others",
                                   missing.size(), header.shard_count, missing.size() == 1 ? "is" : "are",
                                   missing.size() == 1 ? "number" : "numbers", list_of(missing)));
  }
  if (!options.into) return merged(sources, std::move(header), options.partial, nullptr);
  for (auto const& each : files) {
    std::error_code ignored;
    if (!std::filesystem::equivalent(each, *options.into, ignored)) continue;
    throw result_error(result_errc::already_exists,
                       fmt::format("{}: is one of the results to merge; give another name", options.into->string()));
  }
  result_writer writer(*options.into, header, options.policy);
  try {
    return merged(sources, std::move(header), options.partial, &writer);
  } catch (...) {
    writer.discard();
    throw;
  }
}

}  // namespace dataarts::load
