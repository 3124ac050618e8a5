#include <dataarts/query_stream.hpp>

#include <dataarts/async.hpp>

#include "delivery.hpp"
#include "engine.hpp"
#include "next_item.hpp"
#include "stream_state.hpp"

#include <boost/asio/associated_cancellation_slot.hpp>

#include <utility>

namespace dataarts {

query_stream::query_stream(std::shared_ptr<state> content) noexcept : state_(std::move(content)) {}

query_stream::query_stream(query_stream&&) noexcept = default;

query_stream& query_stream::operator=(query_stream&& other) noexcept {
  if (this != &other) {
    if (state_) state_->abandon();
    state_ = std::move(other.state_);
  }
  return *this;
}

query_stream::~query_stream() {
  if (state_) state_->abandon();
}

boost::asio::awaitable<std::optional<answered_query>> query_stream::next() {
  auto const content = state_;
  content->refill();
  // An answer that is there already costs no suspension.
  auto ready = content->poll();
  if (ready) co_return std::move(*ready);
  auto answer = co_await wait_for_item(content);
  co_return answer;
}

boost::asio::any_io_executor client_access::executor_of(engine const& which) { return which.executor(); }

boost::asio::any_io_executor client_access::executor_of(query_stream::state const& which) { return which.executor(); }

void client_access::start_next(std::shared_ptr<query_stream::state> const& which, next_handler handler,
                               boost::asio::any_io_executor executor) {
  dataarts::start_next(which, std::move(handler), std::move(executor));
}

void client_access::start_query(std::shared_ptr<engine> const& which, instance_ref ref, call_options const& options,
                                query_handler handler, boost::asio::any_io_executor executor) {
  auto const slot = boost::asio::get_associated_cancellation_slot(handler);
  which->start(std::move(ref), options,
               completion(erased_completion<query_handler>(std::move(handler), std::move(executor))), slot);
}

}  // namespace dataarts
