#include "run/interval_collector.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace dataarts::load {

interval_collector::interval_collector(std::size_t workers, std::function<void(whole_interval const&)> on_whole)
    : on_whole_(std::move(on_whole)), reached_(workers, std::numeric_limits<std::int64_t>::min()) {}

void interval_collector::add(worker_interval&& part) {
  auto& whole = pending_[part.second];
  whole.second = part.second;
  whole.drain = whole.drain || part.drain;
  whole.in_flight += part.in_flight;
  whole.connections_open += part.connections_open;
  if (!whole.seen) {
    whole.seen = std::move(part.seen);
  } else {
    whole.seen->add(*part.seen);
    part.seen->reset();
    std::lock_guard const lock(mutex_);
    spare_.push_back(std::move(part.seen));
  }
  reached_[part.worker] = std::max(reached_[part.worker], part.second);
  give_out();
}

void interval_collector::restart() {
  std::fill(reached_.begin(), reached_.end(), std::numeric_limits<std::int64_t>::min());
}

void interval_collector::finished(std::size_t worker) {
  reached_[worker] = std::numeric_limits<std::int64_t>::max();
  give_out();
}

void interval_collector::give_out() {
  auto const complete = *std::min_element(reached_.begin(), reached_.end());
  while (!pending_.empty() && pending_.begin()->first <= complete) {
    auto whole = std::move(pending_.extract(pending_.begin()).mapped());
    on_whole_(whole);
    whole.seen->reset();
    std::lock_guard const lock(mutex_);
    spare_.push_back(std::move(whole.seen));
  }
}

std::unique_ptr<measurement> interval_collector::empty() {
  {
    std::lock_guard const lock(mutex_);
    if (!spare_.empty()) {
      auto taken = std::move(spare_.back());
      spare_.pop_back();
      return taken;
    }
  }
  return std::make_unique<measurement>();
}

}  // namespace dataarts::load
