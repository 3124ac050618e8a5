#include "run/parking_place.hpp"
#include "run/rethrown.hpp"
#include "run/scheduled_loop.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>

#include <cstdint>
#include <deque>
#include <memory>
#include <utility>
#include <vector>

namespace dataarts::load {
namespace {

class open_loop final : public scheduled_loop {
 public:
  using scheduled_loop::scheduled_loop;

 private:
  // Requests in flight at once have a slot each, whose coroutine goes from one request to the next.
  struct slot {
    flight current;
    std::uint64_t number = 0;
    parking_place place;
  };

  void begin(planned_request const& request) override {
    auto const planned = instant_of(request);
    if (busy_ == its_.max_in_flight) {
      its_.drop_flight(planned);
      return;
    }
    ++busy_;
    auto const fresh = idle_.empty();
    auto& mine = fresh ? slots_.emplace_back() : *idle_.back();
    if (!fresh) idle_.pop_back();
    its_.plan_flight(mine.current, planned);
    mine.number = request.number;
    if (fresh) {
      boost::asio::co_spawn(its_.executor, serve(shared_from_this(), mine), rethrown);
    } else {
      mine.place.wake();
    }
  }

  // The loop lives as long as its slots.
  boost::asio::awaitable<void> serve(std::shared_ptr<scheduled_loop> /*kept*/, slot& mine) {
    call_options const options;
    while (!over_) {
      auto ref = its_.source.target(mine.number);
      its_.recorder.begin(mine.current);
      auto const answer = co_await its_.client.query(std::move(ref), options);
      its_.recorder.end(mine.current, answer);
      --busy_;
      if (!plans() && busy_ == 0) break;
      idle_.push_back(&mine);
      co_await mine.place.wait();
    }
    nothing_left();
  }

  void nothing_left() override {
    if (over_ || plans() || busy_ > 0) return;
    over_ = true;
    auto const sleeping = std::exchange(idle_, {});
    for (auto* const each : sleeping) each->place.wake();
    its_.on_finished();
  }

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
