#ifndef DATAARTS_MOCK_IN_PROCESS_CONVENIENCE_HPP
#define DATAARTS_MOCK_IN_PROCESS_CONVENIENCE_HPP

#include <dataarts/mock/options.hpp>
#include <dataarts/mock/script_runs.hpp>

#include "in_process/journal_inbox.hpp"
#include "in_process/own_runs.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace dataarts::mock::in_process {

/// For a server whose options name no answers. They have to name a clock.
std::shared_ptr<answer_source> make_own_runs(options const& settings);

/// What a server offers to the test in whose process it is: the members of `server` of the same names.
class convenience {
 public:
  /// @param settings  with answers; those that a guard stands before
  convenience(options const& settings, request_inbox::executor_type const& executor);

  script_runs& runs();
  void add(run_rule const& rule);
  void load(std::filesystem::path const& file);
  std::uint64_t polls(std::string const& rule);
  std::size_t hold(std::string const& rule);
  std::size_t release(std::string const& rule);
  std::size_t advance(std::string const& rule, std::optional<run_state> to);
  std::size_t reset(std::string const& rule);
  verification verify();
  std::shared_ptr<request_inbox> inbox() const;

  /// At the end of the server, before everything else.
  void report() noexcept;

  /// No more requests will come.
  void close() noexcept;

 private:
  script_runs* used() const;
  script_runs& runs_with(std::string const& rule);

  std::shared_ptr<own_runs> own_;       // null if the answers are the user's
  std::shared_ptr<script_runs> given_;  // null if they are not of this kind
  std::shared_ptr<journal> journal_;
  std::shared_ptr<journal_inbox> inbox_;  // null without a journal that keeps entries
  failure_reporter on_failure_;
  std::atomic<bool> verified_ = false;
  int unwinding_;  // how many exceptions were under way at the start
};

}  // namespace dataarts::mock::in_process

#endif
