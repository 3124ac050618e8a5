#include <dataarts/mock/adjustable_clock.hpp>

#include <dataarts/real_clock.hpp>

#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>

#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

namespace dataarts::mock {
namespace {

constexpr auto goes = std::numeric_limits<clock::duration::rep>::min();  // in place of a time at which it stands

}  // namespace

/// The armed alarms, by time. While the clock goes, each is also armed at the followed clock, for the time there.
class adjustable_clock::queue {
 public:
  using key = std::pair<time_point, std::uint64_t>;

  struct entry {
    boost::asio::any_io_executor executor;
    std::shared_ptr<std::function<void()>> on_fire;
    alarm* at_followed;
  };

  std::mutex mutex;  // of this, of the alarms at the followed clock, and of changes of the time
  std::map<key, entry> armed;
  std::uint64_t sequence = 0;
  duration moved{};

  void fire_due(time_point now) {
    while (!armed.empty() && armed.begin()->first.first <= now) {
      auto const due = std::move(armed.begin()->second);
      armed.erase(armed.begin());
      due.at_followed->disarm();
      boost::asio::post(due.executor, [callback = due.on_fire] { (*callback)(); });
    }
  }
};

class adjustable_clock::following_alarm final : public alarm {
 public:
  following_alarm(std::shared_ptr<adjustable_clock> owner, boost::asio::any_io_executor executor,
                  std::function<void()> on_fire)
      : owner_(std::move(owner)),
        executor_(std::move(executor)),
        on_fire_(std::make_shared<std::function<void()>>(std::move(on_fire))),
        at_followed_(owner_->followed_->make_alarm(executor_, [weak = std::weak_ptr(owner_)] {
          auto const self = weak.lock();
          if (!self) return;
          std::lock_guard const lock(self->queue_->mutex);
          self->queue_->fire_due(self->now());
        })) {}
  ~following_alarm() override { disarm(); }

  void arm(time_point at) override {
    auto& all = *owner_->queue_;
    std::lock_guard const lock(all.mutex);
    if (armed_) all.armed.erase(*armed_);
    armed_ = queue::key{at, all.sequence++};
    // Work is tracked as a real timer's is, so that a context with an armed alarm keeps running.
    all.armed.emplace(*armed_,
                      queue::entry{boost::asio::prefer(executor_, boost::asio::execution::outstanding_work.tracked),
                                   on_fire_, at_followed_.get()});
    if (at <= owner_->now()) {
      all.fire_due(owner_->now());
    } else if (!owner_->frozen()) {
      at_followed_->arm(at - duration(owner_->offset_.load()));
    }
  }

  void disarm() noexcept override {
    std::lock_guard const lock(owner_->queue_->mutex);
    if (!armed_) return;
    owner_->queue_->armed.erase(*armed_);
    armed_.reset();
    at_followed_->disarm();
  }

 private:
  std::shared_ptr<adjustable_clock> owner_;
  boost::asio::any_io_executor executor_;
  std::shared_ptr<std::function<void()>> on_fire_;
  std::unique_ptr<alarm> at_followed_;
  std::optional<queue::key> armed_;
};

adjustable_clock::adjustable_clock(std::shared_ptr<clock> followed)
    : followed_(followed ? std::move(followed) : real_clock::shared()),
      began_(followed_->now()),
      wall_began_(followed_->wall_now()),
      stands_at_(goes),
      queue_(std::make_shared<queue>()) {}

adjustable_clock::adjustable_clock(wall_time start, std::shared_ptr<clock> followed)
    : adjustable_clock(std::move(followed)) {
  wall_began_ = start;
  stands_at_ = began_.time_since_epoch().count();
}

adjustable_clock::~adjustable_clock() = default;

clock::time_point adjustable_clock::now() const noexcept {
  for (;;) {
    auto const before = version_.load(std::memory_order_acquire);
    auto const at = stands_at_.load(std::memory_order_acquire);
    auto const made =
        at != goes ? time_point(duration(at)) : followed_->now() + duration(offset_.load(std::memory_order_acquire));
    if (before % 2 == 0 && version_.load(std::memory_order_acquire) == before) return made;
  }
}

void adjustable_clock::set(duration::rep stands_at, duration::rep offset) noexcept {
  auto const before = version_.load(std::memory_order_relaxed);
  version_.store(before + 1, std::memory_order_relaxed);
  stands_at_.store(stands_at, std::memory_order_release);
  offset_.store(offset, std::memory_order_release);
  version_.store(before + 2, std::memory_order_release);
}

clock::wall_time adjustable_clock::wall_now() const noexcept {
  return wall_began_ + std::chrono::duration_cast<wall_time::duration>(elapsed());
}

std::unique_ptr<clock::alarm> adjustable_clock::make_alarm(boost::asio::any_io_executor executor,
                                                           std::function<void()> on_fire) {
  return std::make_unique<following_alarm>(shared_from_this(), std::move(executor), std::move(on_fire));
}

bool adjustable_clock::frozen() const noexcept { return stands_at_.load(std::memory_order_acquire) != goes; }

void adjustable_clock::advance(duration by) {
  constexpr duration most = std::chrono::hours(24 * 36'525);
  if (by < duration::zero()) throw std::invalid_argument("a clock does not go back");
  std::lock_guard const lock(queue_->mutex);
  if (by > most || queue_->moved > most - by) {
    throw std::invalid_argument("the clock would have been moved by more than 100 years");
  }
  queue_->moved += by;
  auto const at = stands_at_.load();
  if (at != goes) {
    set(at + by.count(), offset_.load());
  } else {
    set(goes, offset_.load() + by.count());
  }
  queue_->fire_due(now());
  if (at != goes) return;
  for (auto& [due, each] : queue_->armed) each.at_followed->arm(due.first - duration(offset_.load()));
}

void adjustable_clock::freeze() {
  std::lock_guard const lock(queue_->mutex);
  if (frozen()) return;
  set(now().time_since_epoch().count(), offset_.load());
  for (auto& [due, each] : queue_->armed) each.at_followed->disarm();
}

void adjustable_clock::resume() {
  std::lock_guard const lock(queue_->mutex);
  auto const at = stands_at_.load();
  if (at == goes) return;
  set(goes, (duration(at) - followed_->now().time_since_epoch()).count());
  queue_->fire_due(now());
  for (auto& [due, each] : queue_->armed) each.at_followed->arm(due.first - duration(offset_.load()));
}

}  // namespace dataarts::mock
