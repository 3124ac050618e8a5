#include "report/live_state.hpp"

#include "plan/planned_count.hpp"
#include "result/interval_summary.hpp"
#include "verdict/generator_limits.hpp"

#include <algorithm>
#include <utility>

namespace dataarts::load {
namespace {

template <class Element>
void push_limited(std::deque<Element>& to, Element element, std::size_t most) {
  to.push_back(std::move(element));
  if (to.size() > most) to.pop_front();
}

std::uint64_t errors_in(interval const& second) noexcept {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    if (is_error(static_cast<outcome>(i))) sum += second.ended[i];
  }
  return sum;
}

constexpr std::array<std::int64_t, latency_steps::size - 1> make_step_bounds() noexcept {
  std::array<std::int64_t, latency_steps::size - 1> made{};
  std::int64_t decade = 1000;
  for (std::size_t i = 0; i < made.size(); i += 3) {
    made[i] = decade;
    made[i + 1] = 2 * decade;
    made[i + 2] = 5 * decade;
    decade *= 10;
  }
  return made;
}

constexpr auto step_bounds = make_step_bounds();

}  // namespace

std::int64_t latency_steps::bound(std::size_t step) noexcept { return step_bounds[step]; }

void latency_steps::add(hdr_histogram const& values) noexcept {
  if (values.count() == 0) return;
  auto left = values.count();
  std::size_t step = 0;
  for (auto i = hdr_histogram::index_of(values.min()); left > 0 && i < hdr_histogram::size; ++i) {
    auto const here = values.at(i);
    if (here == 0) continue;
    // A bound lies within a counter's range: what shares it counts as not above.
    while (step + 1 < size && hdr_histogram::lowest_in(i) > step_bounds[step]) ++step;
    counts[step] += here;
    left -= here;
  }
}

void live_state::second(interval const& summary, measurement const& seen, result const& so_far,
                        std::vector<threshold_verdict> verdicts) {
  last = summary;
  push_limited(minute,
               {summary.ended[static_cast<std::size_t>(outcome::answered)], errors_in(summary), summary.response.p99},
               remembered_seconds);
  latency_steps steps;
  if (auto const* const answers = seen.of(outcome::answered)) steps.add(answers->response);
  push_limited(recent, steps, spectrum_seconds);
  auto const& total = so_far.total;
  planned = total.planned;
  ended = total.ended;
  if (auto const* const answers = total.of(outcome::answered)) response = percentiles_of(answers->response);
  runs_started = total.runs.started;
  runs_over = total.runs.over + total.runs.given_up;
  thresholds = std::move(verdicts);
  if (summary.second >= 0) limits = limits_of_generator(so_far);
}

live_state live_state_before(plan const& of, shard const& part, std::string endpoint, std::size_t threads) {
  live_state made;
  made.endpoint = std::move(endpoint);
  made.model = of.model;
  made.warmup = of.warmup;
  made.duration = of.duration;
  if (of.requests) made.requests = planned_count(of, part);
  made.connections = of.connections;
  made.threads = threads;
  return made;
}

generator_room room_of_generator(live_state const& of) noexcept {
  if (!of.limits.empty()) return generator_room::none;
  if (!of.last) return generator_room::enough;
  constexpr double near = 0.8;
  constexpr generator_allowance allowed;
  auto const& last = *of.last;
  auto const cpu = last.cpu / static_cast<double>(std::max<std::size_t>(of.threads, 1));
  if (cpu > near * allowed.cpu_share) return generator_room::little;
  auto const lag = static_cast<double>(last.lag.p99);
  auto const late =
      static_cast<double>(lag_allowed(allowed, std::chrono::nanoseconds(last.response.p50), cpu, 0).count());
  if (last.response.p50 > 0 && lag > near * late) return generator_room::little;
  return generator_room::enough;
}

}  // namespace dataarts::load
