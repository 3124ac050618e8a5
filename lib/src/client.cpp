#include <dataarts/client.hpp>

#include "engine.hpp"
#include "start_query.hpp"
#include "stream_state.hpp"

#include <utility>

namespace dataarts {

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

// NOLINTNEXTLINE(performance-unnecessary-value-param): an awaitable may begin when its caller's values are gone
boost::asio::awaitable<result<script_instance>> client::query(instance_ref ref, call_options options) {
  return dataarts::query(engine_, std::move(ref), options);
}

query_stream client::query_all(std::unique_ptr<reference_source> source, query_all_options options) {
  return query_stream(std::make_shared<query_stream::state>(engine_, std::move(source), std::move(options)));
}

client_stats client::stats() const { return engine_->stats(); }

void client::close() noexcept { engine_->close(); }

}  // namespace dataarts
