#include "stream_state.hpp"

#include "engine.hpp"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <utility>

namespace dataarts {

query_stream::state::state(std::shared_ptr<engine> which, std::unique_ptr<reference_source> source,
                           query_all_options options)
    : engine_(std::move(which)),
      source_(std::move(source)),
      options_(std::move(options)),
      concurrency_(std::max<std::size_t>(options_.concurrency(), 1)) {}

void query_stream::state::abandon() noexcept { engine_->cancel_all_of(this); }

void query_stream::state::refill() {
  for (;;) {
    std::size_t index = 0;
    {
      std::lock_guard const lock(mutex_);
      if (exhausted_ || under_way_ + ready_.size() >= concurrency_) return;
      index = next_index_;
    }
    auto ref = take_reference();
    {
      std::lock_guard const lock(mutex_);
      if (!ref) {
        exhausted_ = true;
        return;
      }
      ++next_index_;
      ++under_way_;
    }
    engine_->start(
        std::move(*ref), options_.each(),
        completion([weak = weak_from_this(), index](delivery how, boost::asio::any_io_executor const& executor,
                                                    instance_ref&& asked, result<script_instance>&& outcome) {
          if (auto const self = weak.lock()) {
            self->answered(how, executor, index, std::move(asked), std::move(outcome));
          }
        }),
        {}, this);
  }
}

std::optional<instance_ref> query_stream::state::take_reference() {
  try {
    return source_->next();
  } catch (...) {
    // Told once; what was asked before can still be taken.
    std::lock_guard const lock(mutex_);
    exhausted_ = true;
    throw;
  }
}

std::optional<std::optional<answered_query>> query_stream::state::poll() {
  std::lock_guard const lock(mutex_);
  std::optional<std::optional<answered_query>> found;
  if (!ready_.empty()) {
    found.emplace(std::move(ready_.front()));
    ready_.pop_front();
  } else if (under_way_ == 0 && exhausted_) {
    found.emplace();
  }
  return found;
}

void query_stream::state::wait(waiter who, boost::asio::cancellation_slot slot) {
  waiter at_once;
  std::optional<answered_query> answer;
  {
    std::lock_guard const lock(mutex_);
    auto const number = ++wait_number_;
    if (ready_.empty() && under_way_ > 0) {
      waiter_ = std::move(who);
      // Under the lock: once it is released, another thread may resume the caller, who uses the slot again.
      if (slot.is_connected()) {
        slot.assign([weak = weak_from_this(), number](boost::asio::cancellation_type) {
          if (auto const self = weak.lock()) self->cancel_wait(number);
        });
      }
    } else {
      at_once = std::move(who);
      if (!ready_.empty()) {
        answer.emplace(std::move(ready_.front()));
        ready_.pop_front();
      }
    }
  }
  if (at_once) at_once(delivery::posted, engine_->executor(), {}, std::move(answer));
}

boost::asio::any_io_executor const& query_stream::state::executor() const noexcept { return engine_->executor(); }

void query_stream::state::cancel_wait(std::uint64_t number) {
  waiter cancelled;
  {
    std::lock_guard const lock(mutex_);
    if (number != wait_number_) return;
    cancelled = std::move(waiter_);
  }
  if (!cancelled) return;
  auto const why = std::make_exception_ptr(boost::system::system_error(boost::asio::error::operation_aborted));
  cancelled(delivery::posted, engine_->executor(), why, std::nullopt);
}

void query_stream::state::answered(delivery how, boost::asio::any_io_executor const& executor, std::size_t index,
                                   instance_ref&& ref, result<script_instance>&& outcome) {
  waiter waiting;
  std::optional<answered_query> answer(std::in_place, index, std::move(ref), std::move(outcome));
  {
    std::lock_guard const lock(mutex_);
    --under_way_;
    if (!waiter_) {
      ready_.push_back(std::move(*answer));
      return;
    }
    waiting = std::move(waiter_);
  }
  waiting(how, executor, {}, std::move(answer));
}

}  // namespace dataarts
