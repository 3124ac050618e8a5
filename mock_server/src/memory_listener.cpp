#include "memory_listener.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace dataarts::mock {

memory_listener::memory_listener(session_executor const& executor, memory_network& network, std::uint16_t port,
                                 std::vector<std::shared_ptr<shard>> const& shards)
    : executor_(executor), port_(network.listen(port)), shards_(shards.begin(), shards.end()) {
  for (auto const& each : shards) executors_.push_back(each->executor());
}

void memory_listener::start() {
  context_watch::of(executor_).add(weak_from_this());
  port_->watch(this);
  ready();  // for those who were faster
}

/// From a client's thread, under the network's lock.
void memory_listener::ready() noexcept {
  auto self = weak_from_this().lock();
  if (!self || accepts_soon_.exchange(true)) return;
  boost::asio::post(executor_, [self = std::move(self)] { self->accept(); });
}

void memory_listener::accept() {
  accepts_soon_ = false;
  while (auto next = port_->accept()) {
    auto const number = std::exchange(next_shard_, (next_shard_ + 1) % shards_.size());
    hand_over(std::move(*next), number);
  }
}

void memory_listener::hand_over(memory_end end, std::size_t number) {
  if (executors_[number] == executor_) {
    if (auto const chosen = shards_[number].lock()) chosen->open(std::move(end));
  } else {
    boost::asio::post(executors_[number], [weak = shards_[number], moved = std::move(end)]() mutable {
      if (auto const chosen = weak.lock()) chosen->open(std::move(moved));
    });
  }
}

}  // namespace dataarts::mock
