#include "verdict/generator_limits.hpp"

#include <quantity_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace dataarts::load {
namespace {

using apps::format_latency;
using apps::format_share;
using apps::with_commas;

using reasons = std::vector<std::string>;

double nanoseconds_of(std::chrono::nanoseconds value) noexcept { return static_cast<double>(value.count()); }

/// In cores. By the measured seconds; without them, by the whole process.
double cpu_of(result const& run) noexcept {
  double sum = 0;
  std::size_t seconds = 0;
  for (auto const& each : run.intervals) {
    if (each.second < 0) continue;
    sum += each.cpu;
    ++seconds;
  }
  if (seconds > 0 && sum > 0) return sum / static_cast<double>(seconds);
  auto const measured = nanoseconds_of(run.measured + run.plan.warmup);
  return measured > 0 ? nanoseconds_of(run.generator.user + run.generator.system) / measured : 0;
}

/// p99 of the lag and the median response time, if there are both.
struct seen_lag {
  std::chrono::nanoseconds p99, median;
};

std::optional<seen_lag> lag_of(result const& run) noexcept {
  auto const* const answers = run.total.of(outcome::answered);
  if (answers == nullptr || answers->response.count() == 0 || run.total.lag.count() == 0) return std::nullopt;
  return seen_lag{std::chrono::nanoseconds(run.total.lag.value_at_percentile(99)),
                  std::chrono::nanoseconds(answers->response.value_at_percentile(50))};
}

double threads_of(result const& run) noexcept {
  return static_cast<double>(std::max<std::size_t>(run.generator.threads, 1));
}

/// Of the measured time, the share in which a thread was ready to run and had no processor.
double waited_of(result const& run) noexcept {
  auto const measured = nanoseconds_of(run.measured);
  return measured > 0 ? nanoseconds_of(run.generator.waited) / measured / threads_of(run) : 0;
}

void look_at_lag(reasons& found, result const& run, generator_allowance const& allowed) {
  auto const seen = lag_of(run);
  if (!seen) return;
  auto const cpu = cpu_of(run) / threads_of(run);
  auto const limit = lag_allowed(allowed, seen->median, cpu, waited_of(run));
  if (seen->p99 <= limit) return;
  auto const why = cpu > allowed.free_cpu_share          ? "its threads were busy"
                   : waited_of(run) > allowed.wait_share ? "others used the processors"
                                                         : "its threads were idle and woken up late";
  found.push_back(fmt::format(
      "requests began late, as {}: the schedule lag has a p99 of {}, more than {} with a median response time of {}",
      why, format_latency(nanoseconds_of(seen->p99)), format_latency(nanoseconds_of(limit)),
      format_latency(nanoseconds_of(seen->median))));
}

void look_at_waiting(reasons& found, result const& run, generator_allowance const& allowed) {
  auto const waited = waited_of(run);
  if (waited <= allowed.wait_share) return;
  found.push_back(
      fmt::format("its threads were ready to run and had no processor for {:.0f} % of the time; more than "
                  "{:.0f} % makes answers look slow that were not",
                  waited * 100, allowed.wait_share * 100));
}

void look_at_cpu(reasons& found, result const& run, generator_allowance const& allowed) {
  auto const threads = std::max<std::size_t>(run.generator.threads, 1);
  auto const used = cpu_of(run) / threads_of(run);
  if (used <= allowed.cpu_share) return;
  found.push_back(fmt::format("it used {:.0f} % of the CPU time of its {} {}; more than {:.0f} % leaves no room",
                              used * 100, threads, threads == 1 ? "thread" : "threads", allowed.cpu_share * 100));
}

/// Those of all shards together, each of which has those of the plan.
std::size_t connections_of(result const& run) noexcept {
  return run.plan.connections * std::max<std::size_t>(run.shards.size(), 1);
}

void look_at_drops(reasons& found, result const& run) {
  auto const dropped = run.total.count(outcome::dropped_by_generator);
  if (dropped == 0) return;
  found.push_back(fmt::format("{} of {} planned requests were dropped: {} were in flight already", with_commas(dropped),
                              with_commas(run.total.planned), with_commas(run.plan.max_in_flight)));
}

void look_at_connections(reasons& found, result const& run, generator_allowance const& allowed) {
  auto const connections = connections_of(run);
  auto const unserved = run.total.count(outcome::pool_wait_timeout);
  if (unserved > 0) {
    found.push_back(fmt::format("{} {} found no free connection in time; there were {}", with_commas(unserved),
                                unserved == 1 ? "request" : "requests", with_commas(connections)));
  }
  if (run.plan.model == load_model::closed) return;
  std::size_t seconds = 0;
  std::size_t busy = 0;
  std::uint64_t open = 0;
  for (auto const& each : run.intervals) {
    if (each.second < 0) continue;
    ++seconds;
    // What waits for a `Retry-After` does as the service asked.
    if (each.in_flight <= connections || each.wire.held_back_ns > 0) continue;
    ++busy;
    open = std::max(open, each.connections_open);
  }
  if (busy == 0 || static_cast<double>(busy) <= allowed.busy_share * static_cast<double>(seconds)) return;
  // Not all that were wanted may have been had: the service, or a limit of this machine, refused them.
  auto const which = open > 0 && open < connections ? fmt::format("all {} that were open, of {} wanted,",
                                                                  with_commas(open), with_commas(connections))
                                                    : fmt::format("all {}", with_commas(connections));
  found.push_back(fmt::format("requests waited for a connection: {} were busy at the end of {} of {} seconds", which,
                              with_commas(busy), with_commas(seconds)));
}

void look_at_clipping(reasons& found, measurement const& total) {
  auto clipped = total.lag.clipped() + total.phases.dns.clipped() + total.phases.connect.clipped() +
                 total.phases.tls.clipped() + total.phases.first_byte.clipped();
  for (std::size_t i = 0; i < outcome_count; ++i) {
    auto const* const each = total.of(static_cast<outcome>(i));
    if (each != nullptr) clipped += each->response.clipped() + each->service.clipped();
  }
  if (clipped == 0) return;
  found.push_back(fmt::format("{} {} longer than a histogram can tell, {}", with_commas(clipped),
                              clipped == 1 ? "time was" : "times were",
                              format_latency(static_cast<double>(hdr_histogram::highest))));
}

void look_at_start(reasons& found, result const& run, generator_allowance const& allowed) {
  auto shortest = run.plan.duration;
  if (run.plan.model != load_model::closed) {
    for (auto const& each : run.plan.stages) shortest = std::min(shortest, each.lasting);
  }
  auto const skew = nanoseconds_of(std::chrono::abs(run.start_skew));
  if (skew <= allowed.skew_share * nanoseconds_of(shortest)) return;
  found.push_back(fmt::format("it began {} away from the common start, more than {} of the shortest stage ({})",
                              format_latency(skew), format_share(allowed.skew_share),
                              format_latency(nanoseconds_of(shortest))));
}

}  // namespace

std::vector<std::string> limits_of_generator(result const& run, generator_allowance const& allowed) {
  reasons found;
  look_at_lag(found, run, allowed);
  look_at_waiting(found, run, allowed);
  look_at_cpu(found, run, allowed);
  look_at_drops(found, run);
  look_at_connections(found, run, allowed);
  look_at_clipping(found, run.total);
  look_at_start(found, run, allowed);
  return found;
}

std::chrono::nanoseconds lag_allowed(generator_allowance const& allowed, std::chrono::nanoseconds median, double cpu,
                                     double waited) noexcept {
  auto const share =
      std::chrono::nanoseconds(static_cast<std::int64_t>(allowed.lag_share * static_cast<double>(median.count())));
  auto const is_free = cpu <= allowed.free_cpu_share && waited <= allowed.wait_share;
  return std::max({share, allowed.lag_floor, is_free ? allowed.noticed_lag : std::chrono::nanoseconds::zero()});
}

std::vector<std::string> notes_of_generator(result const& run, generator_allowance const& allowed) {
  auto const seen = lag_of(run);
  if (!seen) return {};
  constexpr double busy = 1;
  if (seen->p99 <= lag_allowed(allowed, seen->median, busy, busy)) return {};
  if (seen->p99 > lag_allowed(allowed, seen->median, cpu_of(run) / threads_of(run), waited_of(run))) return {};
  return {
      fmt::format("the schedule lag has a p99 of {}: with free processors, that is how late an idle machine wakes "
                  "up; response times include it, service times do not",
                  format_latency(nanoseconds_of(seen->p99)))};
}

}  // namespace dataarts::load
