#ifndef DATAARTS_LOAD_RESULT_RESULT_READER_HPP
#define DATAARTS_LOAD_RESULT_RESULT_READER_HPP

#include "result/line_source.hpp"
#include "result/result.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>

namespace dataarts::load {

/// Reads a result file second by second, for those that need the histograms of each; `read_result` for all others.
/// Everything throws `result_error` with FILE:LINE.
class result_reader {
 public:
  /// Reads the header. `not_a_result` or `unsupported_format` if it is none, or none of this version.
  explicit result_reader(std::filesystem::path file);

  /// What the header tells. The rest is empty.
  result const& header() const noexcept { return header_; }
  std::filesystem::path const& file() const noexcept { return file_; }

  /// The next second, or false if there is no more.
  bool next(interval& second);

  /// Adds the histograms of the second that `next` gave last: latencies of answers, and lag.
  void add_histograms(measurement& into) const;

  /// When `next` gave false: everything but the intervals. Of a file without its `end`, the total is made of the
  /// measured seconds, which are read once more, its shards are in `cut_short`, and `reason` is `interrupted`.
  result finish();

  /// Whether the file has its `end`; known when `next` gave false.
  bool ended() const noexcept { return ended_; }

 private:
  bool next_line();
  result total_of_seconds() const;

  std::filesystem::path file_;
  line_source lines_;
  boost::json::value line_;
  result header_;
  std::optional<std::int64_t> last_;  // second
  std::uint64_t answered_in_plan_ = 0;
  bool ended_ = false;
};

/// A whole file, its seconds without their histograms. A file that was cut short is read too, see
/// `result_reader::finish`.
result read_result(std::filesystem::path const& file);

/// The same from a reader of which nothing was read yet, for those that want to know more of it afterwards.
result read_result(result_reader& reader);

}  // namespace dataarts::load

#endif
