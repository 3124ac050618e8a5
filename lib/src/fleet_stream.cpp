#include <dataarts/fleet_stream.hpp>

#include <dataarts/async.hpp>

#include "engine.hpp"
#include "fleet_state.hpp"
#include "next_item.hpp"
#include "waiting/option_checks.hpp"

#include <stdexcept>
#include <utility>

namespace dataarts {

fleet_stream::fleet_stream(std::shared_ptr<state> content) noexcept : state_(std::move(content)) {}

fleet_stream::fleet_stream(fleet_stream&&) noexcept = default;

fleet_stream& fleet_stream::operator=(fleet_stream&& other) noexcept {
  if (this != &other) {
    if (state_) state_->end();
    state_ = std::move(other.state_);
  }
  return *this;
}

fleet_stream::~fleet_stream() {
  if (state_) state_->end();
}

fleet_progress fleet_stream::progress() const { return state_->progress(); }

boost::asio::awaitable<std::optional<finished_wait>> fleet_stream::next() {
  auto const content = state_;
  content->refill();
  auto ready = content->poll();
  if (ready) co_return std::move(*ready);
  auto found = co_await wait_for_item(content);
  co_return found;
}

fleet_stream client::wait_all(std::unique_ptr<reference_source> source, fleet_options options) {
  if (auto const objection = waiting::objection_to(options)) throw std::invalid_argument(*objection);
  return fleet_stream(fleet_stream::state::make(engine_, std::move(source), std::move(options)));
}

boost::asio::any_io_executor client_access::executor_of(fleet_stream::state const& which) { return which.executor(); }

void client_access::start_next(std::shared_ptr<fleet_stream::state> const& which, next_end_handler handler,
                               boost::asio::any_io_executor executor) {
  dataarts::start_next(which, std::move(handler), std::move(executor));
}

}  // namespace dataarts
