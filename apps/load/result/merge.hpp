#ifndef DATAARTS_LOAD_RESULT_MERGE_HPP
#define DATAARTS_LOAD_RESULT_MERGE_HPP

#include "result/result.hpp"
#include "result/result_writer.hpp"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

namespace dataarts::load {

struct merge_options {
  /// Takes what there is: shards may be missing, see `missing_shards`, or have been cut short.
  bool partial = false;
  /// Takes results of other endpoints and other starts, too.
  bool mixed = false;
  /// Starts of one run, as they were planned, are no further apart.
  static constexpr std::chrono::seconds same_start{1};
  /// Where the merged result is written as well, seconds with their histograms. It can be merged again.
  std::optional<std::filesystem::path> into = {};
  if_exists policy = if_exists::refuse;
};

/// Adds up the results of shards of one run, or of merged ones. Counters are added, and percentiles made of the added
/// histograms, for each second of the run too; start skew and measured time are the largest; `began` is the first;
/// processor time, memory and threads of the generators are added. Endpoint, label and version are those of the lowest
/// shard, thresholds those of all. So neither order nor grouping matters. Memory: two seconds of each file, whatever
/// their length.
///
/// Throws `result_error`: `other_plan`, `other_cut`, `other_run`, `doubled_shard`, `missing_shards`, `cut_short`, and
/// those of reading and writing. Then nothing is left at `into`.
result merge_results(std::span<std::filesystem::path const> files, merge_options const& options = {});

/// The shards of the run that are not in it, ascending.
std::vector<std::size_t> missing_shards(result const& of);

}  // namespace dataarts::load

#endif
