#ifndef DATAARTS_LOAD_PLAN_PLAN_HASH_HPP
#define DATAARTS_LOAD_PLAN_PLAN_HASH_HPP

#include "plan/plan.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace dataarts::load {

/// What decides the requests of a plan, as JSON without blanks, handed over piece by piece: equal for two plans that
/// send the same requests at the same instants in the same way. Rates are in millionths of a request per hour,
/// durations in nanoseconds.
///
/// In it, in this order: format, model; for open and workload stages, arrivals, max_in_flight; for closed duration and
/// users; warmup; for closed and open requests; connections, timeout, obey_retry_after; for workload polling, execute
/// and, unless scripts are started by the API, run_times; order, with the exponent if it is zipf; seed; the targets,
/// each as [script, instance, workspace]. Not in it: thresholds, which decide nothing that is sent.
void write_canonical(plan const& of, std::function<void(std::string_view)> const& take);

/// "sha256:" and the hash of that in hexadecimal. The memory that it takes does not grow with the targets. Throws
/// `std::runtime_error` if the cryptographic library refuses.
std::string plan_hash(plan const& of);

}  // namespace dataarts::load

#endif
