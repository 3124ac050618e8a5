#ifndef DATAARTS_CLI_ANSWER_FORMAT_HPP
#define DATAARTS_CLI_ANSWER_FORMAT_HPP

#include <dataarts/query_stream.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace dataarts::cli {

/// Where a format writes to: texts that the caller sends on and empties.
struct output_texts {
  std::string results;  ///< for standard output
  std::string notes;    ///< whole lines for standard error

  /// Sends `results` on and empties them; may be unset. With it a large answer is never there twice.
  std::function<void()> relief = {};

  static constexpr std::size_t piece = 64 * 1024;

  /// To be called by formats wherever `results` may be taken away.
  void grown() const {
    if (results.size() >= piece && relief) relief();
  }
};

/// Turns answers into text, one by one. Holds a bounded number of them.
///
/// `add` is `render` and `put` at once, without the whole text of the answer in memory. What `render` gives can be kept
/// until its turn comes.
class answer_format {
 public:
  answer_format() = default;
  answer_format(answer_format const&) = delete;
  answer_format& operator=(answer_format const&) = delete;
  virtual ~answer_format() = default;

  /// Called in the order in which the answers are to be shown.
  virtual void add(answered_query const& answer, output_texts& out) = 0;

  /// What is to be said of an answer, whatever stands before and after it. A text that only `put` understands.
  virtual std::string render(answered_query const& answer) const = 0;

  /// Called in the order in which the answers are to be shown.
  virtual void put(std::string_view rendered, output_texts& out) = 0;

  /// Writes what was held back to see more of it. Called when a person has waited long enough.
  virtual void settle(output_texts&) {}

  /// Called once, after the last answer, also when the run was interrupted.
  virtual void end(output_texts& out) = 0;
};

/// How the output looks on the device that it goes to.
struct page {
  std::size_t columns = 0;  ///< 0: no limit, nothing is truncated
  std::size_t lines = 24;   ///< answers that a table looks at to find the width of its columns
  bool terminal = false;    ///< control characters must not be written as they are
  bool colour = false;
};

std::unique_ptr<answer_format> make_json_array_format(page const& on);
std::unique_ptr<answer_format> make_json_lines_format(page const& on);
std::unique_ptr<answer_format> make_csv_format(page const& on);
std::unique_ptr<answer_format> make_csv_rows_format(page const& on);
std::unique_ptr<answer_format> make_table_format(page const& on);
std::unique_ptr<answer_format> make_rows_format(page const& on);

}  // namespace dataarts::cli

#endif
