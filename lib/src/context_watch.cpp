#include "context_watch.hpp"

#include <boost/asio/query.hpp>

#include <algorithm>
#include <utility>

namespace dataarts {

boost::asio::execution_context::id context_watch::id;

context_watch& context_watch::of(boost::asio::any_io_executor const& executor) {
  return boost::asio::use_service<context_watch>(boost::asio::query(executor, boost::asio::execution::context));
}

void context_watch::add(std::weak_ptr<context_member> which) {
  std::lock_guard const lock(mutex_);
  std::erase_if(members_, [](auto const& each) { return each.expired(); });
  members_.push_back(std::move(which));
}

void context_watch::shutdown() {
  auto const members = std::exchange(members_, {});
  for (auto const& each : members) {
    if (auto const alive = each.lock()) alive->abandon();
  }
}

}  // namespace dataarts
