// The two ends of a client's life: connections before the first call, and no more calls before the last connection.

#include "engine.hpp"
#include "http/connection.hpp"
#include "net/tls_context.hpp"

#include <algorithm>
#include <utility>

namespace dataarts {

void engine::start_warm_up(std::size_t wanted, warm_up_target target, boost::asio::cancellation_slot slot) {
  auto const now = clock_->now();
  finished_calls finished;
  {
    std::lock_guard const lock(mutex_);
    if (!poller_) return;  // the context is gone
    if (closed_ || draining_) {
      target(executor_, failure(errc::client_closed));
      return;
    }
    close_expired(now, finished);
    // A client with nothing to do does not see that a server closes connections.
    for (auto const& each : connections_) {
      if (each && each->is_idle() && !each->is_quiet()) drop(*each, finished);
    }
    warm_up mine{++warm_up_serial_, std::min(wanted, config_.max_connections), {}, false, {}, now, std::move(target)};
    if (pool_.open() < mine.wanted) {
      while (pool_.open() + pool_.opening() < mine.wanted) open_connection(now);
      for (auto const& each : connections_) {
        if (each && each->opening()) mine.pending.push_back(each->tag());
      }
    }
    if (mine.pending.empty()) {
      mine.target(executor_, pool_.open());
    } else {
      if (slot.is_connected()) {
        slot.assign([weak = weak_from_this(), serial = mine.serial](boost::asio::cancellation_type) {
          if (auto const self = weak.lock()) self->cancel_warm_up(serial);
        });
      }
      warm_ups_.push_back(std::move(mine));
      keep_watching();
    }
  }
  finished.deliver(delivery::posted, executor_);
}

void engine::cancel_warm_up(std::uint64_t serial) {
  {
    std::lock_guard const lock(mutex_);
    auto const found =
        std::find_if(warm_ups_.begin(), warm_ups_.end(), [&](warm_up const& each) { return each.serial == serial; });
    if (found == warm_ups_.end()) return;
    found->target(executor_, failure(errc::cancelled));
    warm_ups_.erase(found);
  }
  rest_if_quiet();
}

void engine::note_opening(std::uint64_t tag, open_error const* why, clock::time_point now) {
  for (auto at = warm_ups_.begin(); at != warm_ups_.end();) {
    auto& each = *at;
    if (std::erase(each.pending, tag) > 0) {
      each.any_opened = each.any_opened || why == nullptr;
      if (why != nullptr) {
        failure::details details;
        details.cause = why->cause;
        details.where = why->where;
        details.elapsed = now - each.started;
        each.refusal.emplace(why->code, std::move(details));
      }
    }
    if (!each.pending.empty() && pool_.open() < each.wanted) {
      ++at;
      continue;
    }
    if (!each.any_opened && pool_.open() == 0 && each.refusal) {
      each.target(executor_, std::move(*each.refusal));
    } else {
      each.target(executor_, pool_.open());
    }
    at = warm_ups_.erase(at);
  }
}

void engine::drain(drain_target target, boost::asio::cancellation_slot slot) {
  {
    std::lock_guard const lock(mutex_);
    if (!poller_) return;  // the context is gone
    draining_ = true;
    end_sleep();
    drains_.push_back(std::move(target));
    if (slot.is_connected()) {
      slot.assign([weak = weak_from_this()](boost::asio::cancellation_type) {
        if (auto const self = weak.lock()) self->close();
      });
    }
  }
  rest_if_quiet();
}

void engine::end_warm_ups_and_drains() noexcept {
  for (auto& each : std::exchange(warm_ups_, {})) each.target(executor_, failure(errc::client_closed));
  for (auto& each : std::exchange(drains_, {})) each(executor_);
}

}  // namespace dataarts
