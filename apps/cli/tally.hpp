#ifndef DATAARTS_CLI_TALLY_HPP
#define DATAARTS_CLI_TALLY_HPP

#include <dataarts/query_stream.hpp>

#include "quantity_text.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace dataarts::cli {

/// Why a query gave no result, as far as the exit code tells.
enum class trouble : unsigned char {
  refused,      ///< the service refused it, failed, or its answer cannot be read
  timeout,      ///< it took longer than its time
  unreachable,  ///< no connection, no trust, or the connection broke
  unauthorized,
  unusable,  ///< the reference cannot be sent
};

inline constexpr std::size_t trouble_count = static_cast<std::size_t>(trouble::unusable) + 1;

trouble trouble_of(failure const& why) noexcept;

/// How a run of the program ended, the answers aside.
struct run_end {
  bool interrupted = false;
  bool bad_input = false;    ///< a line of the input could not be read
  bool output_lost = false;  ///< standard output could not be written
  bool reader_gone = false;  ///< the reader of standard output closed it
  bool broken_off = false;   ///< it could not go on
};

/// What the answers are called.
struct answer_words {
  std::string_view one = "query";
  std::string_view many = "queries";
  std::string_view answered = "answered";
  std::string_view cancelled = "cancelled";
  std::string_view timeout_advice = "allow more with --timeout, or ask for less at once with --concurrency";
};

/// For `dataarts wait`.
inline constexpr answer_words words_of_waits{"run", "runs", "over", "not over",
                                             "wait again, and allow more with --deadline or --timeout"};

/// For commands that send one request for each thing.
inline constexpr answer_words words_of_requests{"request", "requests", "answered", "cancelled",
                                                "allow more with --timeout"};

/// Counts answers.
class tally {
 public:
  explicit tally(answer_words const& words = answer_words()) noexcept : words_(words) {}

  void add(answered_query const& answer);

  /// For requests whose answer has no status.
  void add_failure(instance_ref const& about, failure const& why);
  void add_success() noexcept { ++done_; }

  std::uint64_t total() const noexcept { return answered() + failed_calls() + done_; }
  std::uint64_t answered() const noexcept;      ///< with a status
  std::uint64_t failed_calls() const noexcept;  ///< without
  std::uint64_t of(run_status status) const noexcept { return statuses_[static_cast<std::size_t>(status)]; }

  /// 130 interrupted; else 141 if the reader went away; else 2 if the input or a reference was unusable; else the
  /// first of 3, 5, 4, 1 that some answer asks for: what has to be put right first.
  int exit_code(run_end const& end) const noexcept;

  /// The most important trouble in one line, with the first example: an answer without a result, else an
  /// instance that FAILED. Empty if there is neither.
  /// @param credential_advice  what to do when the service refuses the credentials.
  std::string diagnosis(std::string_view credential_advice) const;

  /// "1,000 queries in 0.42s (2,381/s): 600 FINISHED, 200 FAILED, 200 DLF.6201"
  std::string summary(std::chrono::nanoseconds elapsed) const;

  /// "600 FINISHED, 200 FAILED, 200 DLF.6201"; at most three codes are named.
  std::string counts() const;

  answer_words const& words() const noexcept { return words_; }

 private:
  answer_words words_;
  std::array<std::uint64_t, 5> statuses_{};
  std::array<std::uint64_t, trouble_count> troubles_{};
  std::uint64_t done_ = 0;
  struct example {
    std::string label;
    std::string message;
  };

  std::array<example, trouble_count> examples_;  // the first of each
  example failed_example_;
  std::map<std::string, std::uint64_t> codes_;  // bounded, see `add`
  std::uint64_t other_codes_ = 0;
};

using apps::with_commas;

}  // namespace dataarts::cli

#endif
