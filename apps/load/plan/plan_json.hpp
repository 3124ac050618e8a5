#ifndef DATAARTS_LOAD_PLAN_PLAN_JSON_HPP
#define DATAARTS_LOAD_PLAN_PLAN_JSON_HPP

#include "plan/plan.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace dataarts::load {

/// A plan as JSON, for `--plan` and the header of result files. Every member may be left out; the default stands here.
///
///   model             "closed", "open" or "workload"; closed
///   stages            the rate of an open load, or of starts of a workload: a text, "0->500/s:30s,500/s:5m", or a list
///   of
///                     {"from": RATE, "to": RATE, "lasting": DURATION}; none
///   arrivals          "uniform" or "poisson"; uniform
///   warmup            DURATION at the begin that no figure has in it; 0s
///   duration          DURATION after the warm-up; 10s, or what the stages leave
///   requests          end after so many, warm-up not counted, or null; null
///   connections       of all threads together; 16
///   users             closed: requests under way; 16
///   max_in_flight     open, workload: more are dropped and counted; 10000
///   timeout           DURATION of one call; 30s
///   obey_retry_after  true or false; true
///   targets           list of {"script": TEXT, "instance": TEXT, "workspace": TEXT}, the last one optional; none
///   targets_left_out  instead, how many there were, in headers of result files
///   order             of targets: "in_order", "random" or "zipf"; in_order
///   zipf_exponent     1
///   polling           workload: {"initial_delay": DURATION, "interval": DURATION, "growth": NUMBER,
///                     "max_interval": DURATION, "jitter": NUMBER}; 0s, 5s, 1, 60s, 0
///   run_times         workload: {"median": DURATION, "p99": DURATION}; 30s, 5m
///   execute           workload: start scripts by the API; false
///   seed              from 0 to 2^64 - 1; 1
///   thresholds        list of texts; none
///
/// A DURATION is a text such as "1m30s" or "250ms", or a whole number of nanoseconds. A RATE is a number per second or
/// a text such as "300/min". Written are texts; durations that are no whole number of microseconds, as a number. What
/// is written is read as the same plan.
struct plan_json_options {
  bool targets = true;  ///< false: only how many there are
};

boost::json::object to_json(plan const& of, plan_json_options options = {});

/// The same for people: one member a line, one target a line.
std::string to_json_text(plan const& of, plan_json_options options = {});

/// Reads it. Throws `plan_error`, "stages[1].lasting: …", for members that are not known or no such value, at the first
/// one; whether the plan makes sense is for `problems_of`. Numbers are as exact as those of the value, see
/// `parse_exact_json`.
plan plan_from_json(boost::json::value const& from);

/// The same of a text.
plan plan_from_json_text(std::string_view text);

}  // namespace dataarts::load

#endif
