#ifndef DATAARTS_LOAD_COMMAND_LIVE_DISPLAY_HPP
#define DATAARTS_LOAD_COMMAND_LIVE_DISPLAY_HPP

#include "report/live_state.hpp"
#include "report/live_view.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace dataarts::load {

/// Shows on standard error how a run goes: a view that is redrawn in place on a terminal, else a line now and then.
/// Never waits for the terminal: what it does not take is not shown.
class live_display {
 public:
  enum class style : unsigned char { none, redrawn, lines };

  /// What suits standard error.
  static style style_for_errors();

  /// @param before  what is known of the run.
  live_display(boost::asio::any_io_executor const& executor, live_state before, style how);
  live_display(live_display const&) = delete;
  live_display& operator=(live_display const&) = delete;

  /// Leaves the terminal as it was.
  ~live_display() { hide(); }

  bool shows() const noexcept { return style_ != style::none; }

  /// Begins to show something, until `end`.
  void begin();

  /// The plan begins at `start`.
  void ready(std::chrono::system_clock::time_point start);

  /// A second is over, see `live_state::second`.
  void second(interval const& summary, measurement const& seen, result const& so_far,
              std::vector<threshold_verdict> verdicts);

  /// Nothing is begun any more.
  void stopping() noexcept { stopping_ = true; }

  /// Takes the view away, so that something else can be written; it comes back below that.
  void hide();

  /// Takes it away for good.
  void end();

 private:
  void arm();
  void redraw();
  live_moment moment() const;
  std::string to_its_top(std::size_t columns, std::size_t rows) const;

  live_state state_;
  style style_;
  boost::asio::steady_timer timer_;
  std::optional<std::chrono::steady_clock::time_point> start_;
  bool stopping_ = false;
  std::size_t seconds_ = 0;
  bool unicode_ = false;
  std::size_t columns_ = 0;         // when `drawn_` was drawn
  std::vector<std::string> drawn_;  // what stands on the terminal, the cursor in the line below
};

}  // namespace dataarts::load

#endif
