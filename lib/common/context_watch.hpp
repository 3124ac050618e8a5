#ifndef DATAARTS_CONTEXT_WATCH_HPP
#define DATAARTS_CONTEXT_WATCH_HPP

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/query.hpp>

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace dataarts {

/// What has to know that its context goes away.
class context_member {
 public:
  context_member() = default;
  context_member(context_member const&) = delete;
  context_member& operator=(context_member const&) = delete;
  virtual ~context_member() = default;

  /// The context is being destroyed: handlers are destroyed, not called, and what belongs to it is let go.
  virtual void abandon() noexcept = 0;
};

/// Tells the engines of a context, and others like them, that it is being destroyed, as Asio tells its own objects.
///
/// A handler that waits inside an engine may keep the client alive, and the client the engine: destroying the context
/// would leak all three, since the engine's handlers are not among the operations that the context destroys.
class context_watch final : public boost::asio::execution_context::service {
 public:
  using key_type = context_watch;
  static inline boost::asio::execution_context::id id;

  static context_watch& of(boost::asio::any_io_executor const& executor) {
    return boost::asio::use_service<context_watch>(boost::asio::query(executor, boost::asio::execution::context));
  }

  explicit context_watch(boost::asio::execution_context& owner) : service(owner) {}

  void add(std::weak_ptr<context_member> which) {
    std::lock_guard const lock(mutex_);
    std::erase_if(members_, [](auto const& each) { return each.expired(); });
    members_.push_back(std::move(which));
  }

 private:
  void shutdown() override {
    auto const members = std::exchange(members_, {});
    for (auto const& each : members) {
      if (auto const alive = each.lock()) alive->abandon();
    }
  }

  std::mutex mutex_;
  std::vector<std::weak_ptr<context_member>> members_;
};

}  // namespace dataarts

#endif
