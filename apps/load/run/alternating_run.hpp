#ifndef DATAARTS_LOAD_RUN_ALTERNATING_RUN_HPP
#define DATAARTS_LOAD_RUN_ALTERNATING_RUN_HPP

#include "plan/turns.hpp"
#include "run/load_run.hpp"
#include "run/turn_results.hpp"

#include <boost/asio/io_context.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace dataarts::load {

/// The endpoint as it is, or the other one.
enum class side : std::uint8_t { before, after };

/// Is told how an alternating run goes, on the thread of its context.
class alternation_listener {
 public:
  alternation_listener() = default;
  alternation_listener(alternation_listener const&) = delete;
  alternation_listener& operator=(alternation_listener const&) = delete;
  virtual ~alternation_listener() = default;

  /// The connections are open that could be opened.
  virtual void on_open(side of, std::size_t connections) = 0;

  /// A turn has ended. `pair` counts from 0.
  virtual void on_turn(side of, std::size_t pair, result const& seen) = 0;

  /// Everything has ended.
  virtual void on_alternated() = 0;

  /// Nothing was sent to either: no connection could be made to this one.
  virtual void on_unreachable(side of, failure const& why) = 0;
};

/// Carries out one plan against two endpoints that take turns, each with clients of its own, whose connections are kept
/// while the other one has its turn. Used on the thread that runs `context`.
class alternating_run {
 public:
  /// @param settings  for the endpoint as it is; of a closed or an open plan.
  /// @param other  the other endpoint.
  /// Throws as the constructor of `load_run`.
  alternating_run(boost::asio::io_context& context, run_settings const& settings, std::string const& other,
                  turn_plan turns, alternation_listener& listener);
  ~alternating_run();
  alternating_run(alternating_run const&) = delete;
  alternating_run& operator=(alternating_run const&) = delete;

  /// `on_alternated` or `on_unreachable` follows.
  void start();

  /// Ends the turn under way before its time; `on_alternated` follows.
  void stop(end_reason why);

  /// Gives up what is under way, too.
  void give_up();

  /// What came of the turns so far.
  turn_results const& of(side which) const noexcept { return results_[static_cast<std::size_t>(which)]; }

 private:
  class player;

  void opened(side which, std::size_t connections);
  void turn_over(side which, result const& seen);
  void unreachable(side which, failure const& why);
  void next_turn();
  side whose_turn() const noexcept;
  void end();

  boost::asio::io_context& context_;
  plan plan_;
  turn_plan turns_;
  alternation_listener& listener_;
  std::array<turn_results, 2> results_;
  std::array<std::unique_ptr<player>, 2> players_;
  std::size_t begun_ = 0;  // turns, of both sides together
  std::size_t ready_ = 0;
  bool stopped_ = false;
  bool cut_short_ = false;  // the last turn
  bool over_ = false;
};

}  // namespace dataarts::load

#endif
