#include "run/alternating_run.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace dataarts::load {
namespace {

run_settings settled(run_settings settings, plan first_turn) {
  settings.plan = std::move(first_turn);
  settings.stays = true;
  return settings;
}

run_settings aimed_at(run_settings settings, std::string const& endpoint) {
  settings.client.endpoint = endpoint;
  return settings;
}

}  // namespace

/// The run of one side.
class alternating_run::player final : public run_listener {
 public:
  player(boost::asio::io_context& context, run_settings settings, side mine, alternating_run& whole)
      : mine_(mine), whole_(whole), run_(context, std::move(settings), *this) {}

  load_run& run() noexcept { return run_; }

  void on_open(std::size_t connections) override { whole_.opened(mine_, connections); }
  void on_ready(std::size_t, std::chrono::system_clock::time_point) override {}
  void on_interval(interval const&, measurement const&, result const&) override {}
  void on_end(result const& whole) override { whole_.turn_over(mine_, whole); }
  void on_unreachable(failure const& why) override { whole_.unreachable(mine_, why); }

 private:
  side mine_;
  alternating_run& whole_;
  load_run run_;
};

alternating_run::alternating_run(boost::asio::io_context& context, run_settings const& settings,
                                 std::string const& other, turn_plan turns, alternation_listener& listener)
    : context_(context),
      plan_(settings.plan),
      turns_(turns),
      listener_(listener),
      results_{turn_results(settings.plan), turn_results(settings.plan)} {
  auto const first = settled(settings, turn_of(plan_, turns_, 0));
  players_[0] = std::make_unique<player>(context, first, side::before, *this);
  players_[1] = std::make_unique<player>(context, aimed_at(first, other), side::after, *this);
}

alternating_run::~alternating_run() = default;

void alternating_run::start() {
  for (auto& each : players_) each->run().open();
}

void alternating_run::stop(end_reason why) {
  if (std::exchange(stopped_, true)) return;
  for (auto& each : players_) each->run().stop(why);
}

void alternating_run::give_up() {
  stop(end_reason::interrupted);
  for (auto& each : players_) each->run().give_up();
}

void alternating_run::opened(side which, std::size_t connections) {
  if (over_) return;
  listener_.on_open(which, connections);
  if (++ready_ == players_.size()) next_turn();
}

void alternating_run::unreachable(side which, failure const& why) {
  if (std::exchange(over_, true)) return;
  listener_.on_unreachable(which, why);
}

side alternating_run::whose_turn() const noexcept {
  auto const second = begun_ % 2 != 0;
  return second != second_goes_first(begun_ / 2) ? side::after : side::before;
}

void alternating_run::next_turn() {
  if (stopped_ || begun_ == 2 * turns_.count) {
    end();
    return;
  }
  auto const pair = begun_ / 2;
  auto& mine = *players_[static_cast<std::size_t>(whose_turn())];
  ++begun_;
  mine.run().carry_out(turn_of(plan_, turns_, pair), first_number_of(pair));
}

void alternating_run::turn_over(side which, result const& seen) {
  results_[static_cast<std::size_t>(which)].add(seen);
  cut_short_ = seen.reason != end_reason::completed;
  listener_.on_turn(which, (begun_ - 1) / 2, seen);
  // The run of this side may be told of the next turn only when it has returned from here.
  boost::asio::post(context_, [this] { next_turn(); });
}

void alternating_run::end() {
  over_ = true;
  auto pairs = std::min(results_[0].blocks().size(), results_[1].blocks().size());
  if (cut_short_ && begun_ % 2 == 0) --pairs;
  for (auto& each : results_) each.keep_blocks(pairs);
  listener_.on_alternated();
}

}  // namespace dataarts::load
