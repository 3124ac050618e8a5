#include "result/load_figures.hpp"

#include <algorithm>

namespace dataarts::load {

load_figures figures_of(result const& run) noexcept {
  auto const answers = run.total.count(outcome::answered);
  auto const told = run.planned_time.count() > 0;
  load_figures made;
  made.planned_time = told ? run.planned_time : run.measured;
  made.drain = std::max(run.measured - made.planned_time, std::chrono::nanoseconds::zero());
  made.answered = told ? std::min(run.answered_in_time, answers) : answers;
  made.answered_late = answers - made.answered;
  auto const length = static_cast<double>(made.planned_time.count());
  if (length <= 0) return made;
  auto const seconds = std::chrono::duration<double>(made.planned_time).count();
  made.planned_per_second = static_cast<double>(run.total.planned) / seconds;
  made.answered_per_second = static_cast<double>(made.answered) / seconds;
  auto due = static_cast<double>(run.total.planned);
  if (auto const* const seen = run.total.of(outcome::answered); seen != nullptr && made.answered_late > 0) {
    due *= std::max(0.0, 1 - static_cast<double>(seen->response.min()) / length);
  }
  if (due > 0) made.answered_share = std::min(1.0, static_cast<double>(made.answered) / due);
  return made;
}

}  // namespace dataarts::load
