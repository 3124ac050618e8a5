#ifndef DATAARTS_MOCK_IN_PROCESS_OWN_RUNS_HPP
#define DATAARTS_MOCK_IN_PROCESS_OWN_RUNS_HPP

#include <dataarts/mock/documented_answers.hpp>
#include <dataarts/mock/scenario.hpp>
#include <dataarts/mock/script_runs.hpp>

#include <atomic>
#include <memory>
#include <mutex>

namespace dataarts::mock::in_process {

/// The answers of a server that was given none: the documented ones, until somebody uses `script_runs` of its own.
class own_runs final : public answer_source {
 public:
  /// @param settings  of the runs, if there will be any
  explicit own_runs(script_runs_options settings) : settings_(std::move(settings)) {}

  decision decide(request_view const& request) override {
    auto* const runs = used_.load(std::memory_order_acquire);
    return runs != nullptr ? runs->decide(request) : documented_.decide(request);
  }

  /// Null if nobody used them so far.
  script_runs* used() const noexcept { return used_.load(std::memory_order_acquire); }

  /// Made by the first call.
  script_runs& use() { return use(scenario()); }

  /// Likewise, with the seed and the form of ids that the scenario wants if this makes them.
  script_runs& use(scenario const& wanted);

 private:
  documented_answers documented_;
  script_runs_options settings_;
  std::mutex mutex_;  // of the following, while it is null
  std::unique_ptr<script_runs> runs_;
  std::atomic<script_runs*> used_ = nullptr;
};

}  // namespace dataarts::mock::in_process

#endif
