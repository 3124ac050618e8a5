#ifndef DATAARTS_CLI_WAIT_PROGRESS_LINE_HPP
#define DATAARTS_CLI_WAIT_PROGRESS_LINE_HPP

#include "answer_run.hpp"

#include <dataarts/fleet_progress.hpp>

namespace dataarts::cli {

/// How far a wait has come: "3 of 5 over · 1 running, 1 launching, 2 finished, 1 failed", and the looks per second,
/// their limit and the time that is left.
/// @param looks_per_second  lately; that of `now` is meant for reports at equal distances.
progress_text wait_progress_line(fleet_progress const& now, double looks_per_second, tally const& counted);

}  // namespace dataarts::cli

#endif
