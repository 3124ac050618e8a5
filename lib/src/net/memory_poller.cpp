#include "net/memory_poller.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/system/system_category.hpp>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <mutex>
#include <optional>
#include <utility>

namespace dataarts::net {

/// What may be ready. Told of it under the lock of a connection, so that none of those may be taken under this lock.
class memory_poller::queue {
 public:
  queue(boost::asio::any_io_executor executor, callback on_ready)
      : executor_(std::move(executor)), on_ready_(std::make_shared<callback>(std::move(on_ready))) {}

  void push(std::shared_ptr<entry> which) {
    std::lock_guard const lock(mutex_);
    if (ended_) return;
    ready_.push_back(std::move(which));
    if (waiting_) call();
  }

  void arm(bool at_once) {
    std::lock_guard const lock(mutex_);
    if (waiting_ || ended_) return;
    waiting_ = true;
    called_ = false;
    ++wait_;
    keeps_running_ = boost::asio::prefer(executor_, boost::asio::execution::outstanding_work.tracked);
    if (at_once || !ready_.empty()) call();
  }

  void disarm() noexcept {
    std::lock_guard const lock(mutex_);
    waiting_ = false;
    keeps_running_.reset();
  }

  bool end_wait(std::uint64_t wait) noexcept {
    std::lock_guard const lock(mutex_);
    if (wait != wait_) return false;
    keeps_running_.reset();
    return std::exchange(waiting_, false);
  }

  std::vector<std::shared_ptr<entry>> take(std::size_t most) {
    std::lock_guard const lock(mutex_);
    if (ready_.size() <= most) return std::exchange(ready_, {});
    auto const end = ready_.begin() + static_cast<std::ptrdiff_t>(most);
    std::vector<std::shared_ptr<entry>> taken(std::move_iterator(ready_.begin()), std::move_iterator(end));
    ready_.erase(ready_.begin(), end);
    return taken;
  }

  /// The context, or the client, is gone.
  void end() noexcept {
    std::vector<std::shared_ptr<entry>> dropped;
    std::lock_guard const lock(mutex_);
    ended_ = true;
    waiting_ = false;
    keeps_running_.reset();
    dropped.swap(ready_);
  }

 private:
  void call() {
    if (std::exchange(called_, true)) return;
    boost::asio::post(executor_, [call = on_ready_, wait = wait_] { (*call)(wait); });
  }

  boost::asio::any_io_executor executor_;
  std::shared_ptr<callback> on_ready_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<entry>> ready_;
  std::uint64_t wait_ = 0;
  bool waiting_ = false;
  bool called_ = false;
  bool ended_ = false;
  std::optional<boost::asio::any_io_executor> keeps_running_;
};

/// A connection that is watched.
class memory_poller::entry final : public memory_watcher, public std::enable_shared_from_this<entry> {
 public:
  entry(std::shared_ptr<queue> to, memory_end end, std::uint64_t tag)
      : to_(std::move(to)), end_(std::move(end)), tag_(tag) {}

  memory_end& end() noexcept { return end_; }

  void ready() noexcept override {
    if (!queued_.exchange(true)) to_->push(shared_from_this());
  }

  void begin() noexcept {
    end_.watch(this);
    if (end_.state().readable) ready();
  }

  void watch_writing(bool wanted) noexcept {
    for_writing_ = wanted;
    if (wanted && end_.state().writable) ready();
  }

  /// What is ready, if anything; it is not queued any more.
  std::optional<event> look() noexcept {
    queued_ = false;
    auto const state = end_.state();
    event const found{tag_, state.readable, state.writable && for_writing_, state.ended};
    if (!found.readable && !found.writable && !found.ended) return std::nullopt;
    return found;
  }

 private:
  std::shared_ptr<queue> to_;
  memory_end end_;
  std::uint64_t tag_;
  std::atomic<bool> queued_{false};
  std::atomic<bool> for_writing_{false};
};

class memory_poller::memory_stream final : public stream {
 public:
  explicit memory_stream(std::shared_ptr<entry> which) : entry_(std::move(which)) {}
  ~memory_stream() override { entry_->end().close(); }

  io_result handshake() override { return {}; }

  io_result read(char* to, std::size_t size) override {
    auto const got = entry_->end().read(to, size);
    if (got.ended) return {io_result::kind::closed, 0, true, {}};
    return came_to(got, io_result::kind::want_read);
  }

  io_result write(char const* from, std::size_t size) override {
    return came_to(entry_->end().write(from, size), io_result::kind::want_write);
  }

  bool short_read_empties() const noexcept override { return true; }
  bool has_pending() const noexcept override { return false; }
  bool is_quiet() override { return !entry_->end().state().readable; }
  bool watch_writing(bool wanted) noexcept override {
    entry_->watch_writing(wanted);
    return true;
  }

 private:
  static io_result came_to(memory_end::result const& step, io_result::kind otherwise) {
    if (step.error == 0) return {io_result::kind::done, step.size, true, {}};
    if (step.error == EAGAIN) return {otherwise, 0, true, {}};
    return {io_result::kind::failed, 0, true, {step.error, boost::system::system_category()}};
  }

  std::shared_ptr<entry> entry_;
};

memory_poller::memory_poller(boost::asio::any_io_executor const& executor, callback on_ready)
    : queue_(std::make_shared<queue>(executor, std::move(on_ready))) {
  events_.reserve(batch_size);
}

memory_poller::~memory_poller() { queue_->end(); }

std::unique_ptr<stream> memory_poller::open(memory_end end, std::uint64_t tag) {
  auto const watched = std::make_shared<entry>(queue_, std::move(end), tag);
  auto made = std::make_unique<memory_stream>(watched);
  watched->begin();
  return made;
}

void memory_poller::arm() { queue_->arm(false); }
void memory_poller::arm_at_once() { queue_->arm(true); }
void memory_poller::disarm() noexcept { queue_->disarm(); }
bool memory_poller::begin_batch(std::uint64_t wait) noexcept { return queue_->end_wait(wait); }

std::span<readiness::event const> memory_poller::take() {
  events_.clear();
  // One that was read meanwhile is ready no more.
  for (auto const& each : queue_->take(batch_size)) {
    if (auto const found = each->look()) events_.push_back(*found);
  }
  return events_;
}

}  // namespace dataarts::net
