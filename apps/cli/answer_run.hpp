#ifndef DATAARTS_CLI_ANSWER_RUN_HPP
#define DATAARTS_CLI_ANSWER_RUN_HPP

#include "tally.hpp"

#include <dataarts/query_stream.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace dataarts::cli {

/// How far it is, for people. Neither text holds control characters.
struct progress_text {
  std::string state;  ///< what has happened
  std::string pace;   ///< how fast, and how long still; may be empty
};

/// What produces the answers of a command: many queries, or a wait for many runs.
class answer_run {
 public:
  using answer_handler = std::function<void(answered_query const&)>;

  answer_run() = default;
  answer_run(answer_run const&) = delete;
  answer_run& operator=(answer_run const&) = delete;
  virtual ~answer_run() = default;

  /// Tells every answer, and then once the end, when nothing is under way any more.
  virtual void start() = 0;

  /// Ends what is under way; the end is told soon.
  virtual void stop() = 0;

  /// What `stop` left without an answer.
  virtual std::uint64_t unanswered() const = 0;

  /// Why the input could not be read to its end; empty if it could.
  virtual std::string input_problem() const = 0;

  /// Why it ended early for another reason; empty if it did not.
  virtual std::string own_problem() const { return {}; }

  virtual progress_text progress(std::chrono::nanoseconds elapsed, tally const& counted) = 0;
};

}  // namespace dataarts::cli

#endif
