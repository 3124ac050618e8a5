#include <dataarts/client.hpp>

#include "delivery.hpp"
#include "engine.hpp"
#include "stream_state.hpp"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace dataarts {

namespace {

/// Begins a query when its coroutine is awaited. An operation of Asio rather than a coroutine of ours: one frame less
/// per query.
struct start_query {
  std::shared_ptr<engine> which;

  template <class Handler>
  void operator()(Handler handler, instance_ref ref, call_options const& options) const {
    auto const slot = boost::asio::get_associated_cancellation_slot(handler);
    which->start(std::move(ref), options, completion(coroutine_completion<Handler>(std::move(handler))), slot);
  }
};

}  // namespace

client::client(boost::asio::any_io_executor executor, client_config config)
    : engine_(engine::make(std::move(executor), std::move(config))) {}

client::client(client&& other) noexcept = default;

client& client::operator=(client&& other) noexcept {
  if (this != &other) {
    if (engine_) engine_->close();
    engine_ = std::move(other.engine_);
  }
  return *this;
}

client::~client() {
  if (engine_) engine_->close();
}

boost::asio::awaitable<result<script_instance>> client::query(instance_ref ref, call_options options) {
  return boost::asio::async_initiate<boost::asio::use_awaitable_t<> const, void(result<script_instance>)>(
      start_query{engine_}, boost::asio::use_awaitable, std::move(ref), options);
}

query_stream client::query_all(std::unique_ptr<reference_source> source, query_all_options options) {
  return query_stream(std::make_shared<query_stream::state>(engine_, std::move(source), std::move(options)));
}

client_stats client::stats() const { return engine_->stats(); }

void client::close() noexcept { engine_->close(); }

}  // namespace dataarts
