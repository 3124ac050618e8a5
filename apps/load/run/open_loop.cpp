#include "run/load_loop.hpp"
#include "run/parking_place.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include <deque>
#include <optional>
#include <utility>
#include <vector>

namespace dataarts::load {
namespace {

/// So many requests are begun at once after a delay; then answers get their turn.
constexpr unsigned longest_burst = 64;

class open_loop final : public load_loop, public std::enable_shared_from_this<open_loop> {
 public:
  explicit open_loop(loop_setting setting) : its_(std::move(setting)) {}

  void start() override {
    alarm_ = its_.clock->make_alarm(its_.executor, [weak = weak_from_this()] {
      if (auto const self = weak.lock()) self->begin_what_is_due();
    });
    next_ = its_.source.next();
    begin_what_is_due();
  }

  void stop() override {
    next_.reset();
    alarm_->disarm();
    finish_if_done();
  }

 private:
  // Requests in flight at once have a slot each, whose coroutine goes from one request to the next.
  struct slot {
    flight current;
    std::uint64_t number = 0;
    parking_place place;
  };

  clock::time_point instant_of(planned_request const& request) const { return its_.begin + request.at; }

  void begin_what_is_due() {
    unsigned begun = 0;
    auto const now = its_.clock->now();
    while (next_ && instant_of(*next_) <= now) {
      if (instant_of(*next_) >= its_.end) {
        next_.reset();
        break;
      }
      if (begun++ == longest_burst) {
        boost::asio::post(its_.executor, [self = shared_from_this()] { self->begin_what_is_due(); });
        return;
      }
      begin(*next_);
      next_ = its_.source.next();
    }
    if (next_) {
      alarm_->arm(instant_of(*next_));
    } else {
      finish_if_done();
    }
  }

  void begin(planned_request const& request) {
    auto const planned = instant_of(request);
    auto const warmup = planned < its_.measured_from;
    its_.before_flight(planned);
    its_.recorder.plan_one();
    if (busy_ == its_.max_in_flight) {
      flight never;
      never.planned = planned;
      never.warmup = warmup;
      its_.recorder.drop(never);
      return;
    }
    ++busy_;
    auto const fresh = idle_.empty();
    auto& mine = fresh ? slots_.emplace_back() : *idle_.back();
    if (!fresh) idle_.pop_back();
    mine.current.planned = planned;
    mine.current.warmup = warmup;
    mine.number = request.number;
    if (fresh) {
      boost::asio::co_spawn(its_.executor, serve(shared_from_this(), mine), boost::asio::detached);
    } else {
      mine.place.wake();
    }
  }

  // The loop lives as long as its slots.
  boost::asio::awaitable<void> serve(std::shared_ptr<open_loop> /*kept*/, slot& mine) {
    call_options const options;
    while (!over_) {
      auto ref = its_.source.target(mine.number);
      its_.recorder.begin(mine.current);
      auto const answer = co_await its_.client.query(std::move(ref), options);
      its_.recorder.end(mine.current, answer);
      --busy_;
      if (!next_ && busy_ == 0) break;
      idle_.push_back(&mine);
      co_await mine.place.wait();
    }
    finish_if_done();
  }

  void finish_if_done() {
    if (over_ || next_ || busy_ > 0) return;
    over_ = true;
    auto const sleeping = std::exchange(idle_, {});
    for (auto* const each : sleeping) each->place.wake();
    its_.on_finished();
  }

  loop_setting its_;
  std::unique_ptr<clock::alarm> alarm_;
  std::optional<planned_request> next_;
  std::deque<slot> slots_;
  std::vector<slot*> idle_;
  std::size_t busy_ = 0;
  bool over_ = false;
};

}  // namespace

std::shared_ptr<load_loop> make_open_loop(loop_setting setting) {
  return std::make_shared<open_loop>(std::move(setting));
}

}  // namespace dataarts::load
