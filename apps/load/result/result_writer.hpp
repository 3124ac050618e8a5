#ifndef DATAARTS_LOAD_RESULT_RESULT_WRITER_HPP
#define DATAARTS_LOAD_RESULT_RESULT_WRITER_HPP

#include "result/result.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <filesystem>

namespace dataarts::load {

enum class if_exists : std::uint8_t { refuse, replace };

/// Writes a result file as the run goes: JSON Lines under the file's own name from the first line on, each line by one
/// appending write. So no histograms are kept in memory, the file can be followed, and what a killed process leaves is
/// a result that can be read; that it lacks its `end` line marks it as cut short. A pipe or terminal works too.
///
///   {"type":"header", …}     format, program, plan without its targets, plan hash, shards with their machines,
///   endpoint
///   {"type":"interval", …}   one for each second, ascending; "histograms" holds three in the V2 format of HdrHistogram
///   {"type":"end", …}        the total
///
/// The names say the units; `result_lines.cpp` has all of them. Readers leave out members and types of lines that they
/// do not know; outcomes and states that they do not know they refuse. A change that old readers would misunderstand
/// takes another `result::format`.
///
/// All functions throw `result_error`. Not for several threads at once.
class result_writer {
 public:
  /// Opens the file, empty. `already_exists` if the file is there.
  explicit result_writer(std::filesystem::path file, if_exists policy = if_exists::refuse);
  /// The same, then `begin`.
  result_writer(std::filesystem::path file, result const& header, if_exists policy = if_exists::refuse);
  ~result_writer();

  result_writer(result_writer const&) = delete;
  result_writer& operator=(result_writer const&) = delete;
  result_writer(result_writer&&) = delete;
  result_writer& operator=(result_writer&&) = delete;

  /// Writes the header, before all else. Of `header` it takes what is known at the start: program, plan, endpoint,
  /// label, `began`, `common_start`, `shards`, `shard_count`, `machines`, `generator.threads`.
  void begin(result const& header);
  bool begun() const noexcept { return begun_; }

  /// A second that is over, later than the one before. `histograms` is what was measured in it: latencies of answers,
  /// and lag.
  void add(interval const& second, measurement const& histograms);

  /// The total, without the intervals. The file is on the disk and closed afterwards.
  void end(result const& whole);

  /// Takes the file away again, instead of `end`.
  void discard() noexcept;

 private:
  void write(boost::json::object const& line);
  [[noreturn]] void fail() const;

  std::filesystem::path file_;
  int descriptor_ = -1;
  bool regular_ = true;
  bool begun_ = false;
};

}  // namespace dataarts::load

#endif
