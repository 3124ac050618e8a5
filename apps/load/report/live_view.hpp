#ifndef DATAARTS_LOAD_REPORT_LIVE_VIEW_HPP
#define DATAARTS_LOAD_REPORT_LIVE_VIEW_HPP

#include "report/live_state.hpp"
#include "report/text_page.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace dataarts::load {

/// Where a run is at an instant.
struct live_moment {
  std::optional<std::chrono::nanoseconds> since_start;  ///< of the plan; below 0: before it; none: not yet known
  bool stopping = false;                                ///< nothing is begun any more, whatever the plan says
};

/// The state of a run as lines for a screen, none of them wider than the style says, at most `height` of them; what is
/// least needed is left out first. Nothing in them steers a terminal but colours, if the style has them.
std::vector<std::string> live_view(live_state const& state, live_moment const& at, text_style const& style,
                                   std::size_t height);

/// The same as one line of plain text, for a log.
std::string live_line(live_state const& state, live_moment const& at);

}  // namespace dataarts::load

#endif
