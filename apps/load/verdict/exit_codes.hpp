#ifndef DATAARTS_LOAD_VERDICT_EXIT_CODES_HPP
#define DATAARTS_LOAD_VERDICT_EXIT_CODES_HPP

#include "result/result.hpp"
#include "verdict/threshold_watch.hpp"

#include <span>
#include <string>
#include <string_view>

namespace dataarts::load {

/// How the program ends. Where `dataarts` has the same cause, it has the same code; 4 is a query's time-out there, and
/// not used here.
enum class exit_code : int {
  ok = 0,
  threshold_failed = 1,   ///< or something failed while it ran, such as writing the result
  usage = 2,              ///< options, plans or files that cannot be used
  not_authorised = 3,     ///< nothing was answered, and most requests were refused by HTTP 401 or 403
  unreachable = 5,        ///< nothing was answered, and most requests got no connection
  regression = 6,         ///< `compare`, or `--against`: the second is worse by more than the margin
  generator_limited = 7,  ///< the figures are those of the generator: neither a success nor a failed threshold
  no_answer = 8,          ///< nothing was answered, for other reasons
  undecided = 9,          ///< `compare`, or `--against`: too little data to tell
  incomplete = 10,        ///< `report`: the result has no end, as its process was killed
  interrupted = 130,      ///< by SIGINT or SIGTERM; the report is written all the same
  broken_pipe = 141,      ///< the reader of standard output went away
};

/// As it stands in the enumeration.
std::string_view to_string(exit_code code) noexcept;

constexpr int to_int(exit_code code) noexcept { return static_cast<int>(code); }

/// A part of a plan in which there is no request, as of ten parts of a plan of nine. It did what it had to do.
bool has_no_part(result const& run) noexcept;

/// Of a run that came to its report. If several hold, the first of: interrupted, not authorised, unreachable, no
/// answer, generator limited, threshold failed. `limits`: see `limits_of_generator`. `own_thresholds`: the verdicts are
/// on the thresholds that the run had; only then does it matter that one of those ended it.
exit_code exit_code_of(result const& run, std::span<threshold_verdict const> verdicts,
                       std::span<std::string const> limits, bool own_thresholds = true) noexcept;

}  // namespace dataarts::load

#endif
