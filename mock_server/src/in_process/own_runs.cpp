#include "in_process/own_runs.hpp"

namespace dataarts::mock::in_process {

script_runs& own_runs::use(scenario const& wanted) {
  std::lock_guard const lock(mutex_);
  if (!runs_) {
    runs_ = std::make_unique<script_runs>(wanted.runs_options(settings_));
    used_.store(runs_.get(), std::memory_order_release);
  }
  return *runs_;
}

}  // namespace dataarts::mock::in_process
