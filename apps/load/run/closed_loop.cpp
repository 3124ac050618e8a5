#include "run/load_loop.hpp"
#include "run/rethrown.hpp"
#include "run/sleeper.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>

#include <chrono>
#include <deque>
#include <utility>

namespace dataarts::load {
namespace {

/// After a request that could not be sent at all. Without it a closed loop against a port where nobody listens would be
/// a loop of refused connections and nothing else.
constexpr auto pause_after_unsent = std::chrono::milliseconds(100);

class closed_loop final : public load_loop, public std::enable_shared_from_this<closed_loop> {
 public:
  explicit closed_loop(loop_setting setting) : its_(std::move(setting)) {}

  void start() override {
    active_ = its_.users;
    for (std::size_t i = 0; i < its_.users; ++i) users_.emplace_back(its_.executor, *its_.clock);
    for (auto& each : users_) boost::asio::co_spawn(its_.executor, ask(shared_from_this(), each), rethrown);
    if (active_ == 0) its_.on_finished();
  }

  void stop() override {
    stopped_ = true;
    for (auto& each : users_) each.pause.end();
  }

 private:
  struct user {
    user(boost::asio::any_io_executor const& executor, clock& time) : pause(executor, time) {}
    flight current;
    sleeper pause;
  };

  // The loop lives as long as its users.
  boost::asio::awaitable<void> ask(std::shared_ptr<closed_loop> /*kept*/, user& mine) {
    call_options const options;
    auto ready = its_.clock->now();
    if (ready < its_.begin) {
      co_await mine.pause.until(its_.begin);
      ready = its_.begin;
    }
    while (!stopped_ && ready < its_.end) {
      auto const warmup = ready < its_.measured_from;
      if (!warmup && its_.requests && measured_++ >= *its_.requests) break;
      auto const request = its_.source.next();
      if (!request) break;
      auto ref = its_.source.target(request->number);
      its_.plan_flight(mine.current, ready);
      its_.recorder.begin(mine.current);
      auto const answer = co_await its_.client.query(std::move(ref), options);
      its_.recorder.end(mine.current, answer);
      ready = mine.current.ended;
      if (mine.current.was_sent || stopped_) continue;
      ready += pause_after_unsent;
      co_await mine.pause.until(ready);
    }
    if (--active_ == 0) its_.on_finished();
  }

  loop_setting its_;
  std::deque<user> users_;
  std::size_t active_ = 0;
  std::uint64_t measured_ = 0;
  bool stopped_ = false;
};

}  // namespace

std::shared_ptr<load_loop> make_closed_loop(loop_setting setting) {
  return std::make_shared<closed_loop>(std::move(setting));
}

}  // namespace dataarts::load
