#include "verdict/exit_codes.hpp"

#include <initializer_list>

namespace dataarts::load {
namespace {

std::uint64_t sum_of(measurement const& total, std::initializer_list<outcome> which) noexcept {
  std::uint64_t sum = 0;
  for (auto const each : which) sum += total.count(each);
  return sum;
}

exit_code why_no_answer(measurement const& total) noexcept {
  auto const errors = total.errors();
  if (errors > 0 && total.count(outcome::auth) * 2 > errors) return exit_code::not_authorised;
  auto const unconnected = sum_of(total, {outcome::dns, outcome::connect_refused, outcome::connect_failed,
                                          outcome::connect_timeout, outcome::tls, outcome::pool_wait_timeout});
  if (errors > 0 && unconnected * 2 > errors && unconnected > total.count(outcome::pool_wait_timeout)) {
    return exit_code::unreachable;
  }
  return exit_code::no_answer;
}

}  // namespace

std::string_view to_string(exit_code code) noexcept {
  switch (code) {
    case exit_code::ok:
      return "ok";
    case exit_code::threshold_failed:
      return "threshold_failed";
    case exit_code::usage:
      return "usage";
    case exit_code::not_authorised:
      return "not_authorised";
    case exit_code::unreachable:
      return "unreachable";
    case exit_code::regression:
      return "regression";
    case exit_code::generator_limited:
      return "generator_limited";
    case exit_code::no_answer:
      return "no_answer";
    case exit_code::undecided:
      return "undecided";
    case exit_code::incomplete:
      return "incomplete";
    case exit_code::interrupted:
      return "interrupted";
    case exit_code::broken_pipe:
      return "broken_pipe";
  }
  return "unknown";
}

bool has_no_part(result const& run) noexcept {
  return run.shard_count > 1 && run.shards.size() < run.shard_count && run.total.planned == 0 &&
         run.reason == end_reason::completed;
}

exit_code exit_code_of(result const& run, std::span<threshold_verdict const> verdicts,
                       std::span<std::string const> limits, bool own_thresholds) noexcept {
  // Who takes a part for the whole, as a merge of shards of which one was killed, wants a verdict on that.
  if (run.reason == end_reason::interrupted && run.cut_short.empty()) return exit_code::interrupted;
  if (has_no_part(run)) return exit_code::ok;
  if (run.total.count(outcome::answered) == 0) return why_no_answer(run.total);
  if (!limits.empty()) return exit_code::generator_limited;
  // What made a run hopeless may hold for the part of it that there is.
  auto const hopeless = own_thresholds && run.reason == end_reason::hopeless;
  return !hopeless && all_hold(verdicts) ? exit_code::ok : exit_code::threshold_failed;
}

}  // namespace dataarts::load
