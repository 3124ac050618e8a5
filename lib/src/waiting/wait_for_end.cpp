#include "waiting/wait_for_end.hpp"

#include "doubled.hpp"
#include "engine.hpp"
#include "start_query.hpp"
#include "waiting/history.hpp"
#include "waiting/outcome.hpp"
#include "waiting/pause.hpp"
#include "waiting/poll_schedule.hpp"
#include "waiting/verdict.hpp"

#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace dataarts::waiting {

namespace asio = boost::asio;
using std::chrono::nanoseconds;

namespace {

/// A wait for one run: what it does next, apart from the doing.
class run_wait {
 public:
  run_wait(poll_options const& options, instance_ref const& ref, clock::time_point began, bool just_started)
      : options_(options), ref_(ref), began_(began), schedule_(options, just_started) {
    if (options.deadline()) deadline_ = began + std::min(*options.deadline(), longest_timeout);
    next_ = clipped(began + schedule_.first());
  }

  clock::time_point next_look() const noexcept { return next_; }

  /// Takes what a look saw. Nothing: there is another one at `next_look`.
  /// @param random  evenly distributed.
  std::optional<result<script_instance>> saw(result<script_instance> const& outcome, clock::time_point now,
                                             std::uint64_t random) {
    ++looks_;
    gap_ = schedule_.gap_after(now - began_, random).value_or(nanoseconds::zero());
    auto end = outcome.has_value() ? answered(*outcome, now) : refused(outcome.error(), now);
    report(outcome, now, end.has_value());
    return end;
  }

  /// It ends before the run does.
  failure ended(errc why, clock::time_point now) const {
    failure::details details;
    details.where = "while waiting for the next look at the run";
    details.elapsed = now - began_;
    return history_.in(failure(why, std::move(details)));
  }

 private:
  std::optional<result<script_instance>> answered(script_instance const& answer, clock::time_point now) {
    failures_ = slowed_ = 0;
    last_refusal_ = failure();
    history_.saw(answer, now - began_);
    if (answer.is_terminal()) {
      auto const end = outcome_of(answer, options_.failed_is_failure());
      if (end.has_error()) return history_.in(end.error());
      return answer;
    }
    return plan(gap_, now);
  }

  std::optional<result<script_instance>> refused(failure const& why, clock::time_point now) {
    history_.failed(why.reason(), now - began_);
    last_refusal_ = why;
    auto const may_be_new = now - began_ < options_.not_found_grace();
    auto gap = gap_;
    switch (judge(why, may_be_new)) {
      case verdict::lasting:
        return history_.in(why);
      case verdict::not_there_yet:
        // Not beyond the grace, or a run that appears late would be taken for one that does not exist.
        gap = std::min(gap, std::max<nanoseconds>(options_.not_found_grace() - (now - began_), nanoseconds(1)));
        break;
      case verdict::slow_down:
        gap = std::max(slower(gap), why.retry_after().value_or(nanoseconds::zero()));
        break;
      case verdict::passing:
        if (++failures_ >= options_.max_failures()) return history_.in(why);
        break;
    }
    return plan(gap, now);
  }

  /// Doubled with each look in a row that was told to slow down.
  nanoseconds slower(nanoseconds gap) { return doubled(gap, ++slowed_, std::max(options_.max_interval(), gap)); }

  std::optional<result<script_instance>> plan(nanoseconds gap, clock::time_point now) {
    if (now >= deadline_) return history_.in(late(now));
    next_ = clipped(now + std::min(gap, longest_timeout));
    return std::nullopt;
  }

  failure late(clock::time_point now) const {
    failure::details details;
    details.where = not_known_to_be_over(ref_, last_refusal_);
    details.elapsed = now - began_;
    details.attempts = looks_;
    return failure(errc::deadline_exceeded, std::move(details));
  }

  clock::time_point clipped(clock::time_point when) const noexcept { return std::min(when, deadline_); }

  void report(result<script_instance> const& outcome, clock::time_point now, bool over) const {
    if (!options_.on_look()) return;
    look_report told;
    auto const why = outcome.error();
    told.look = looks_;
    told.waited = now - began_;
    if (outcome.has_value()) {
      told.status = outcome->status();
      told.status_text = outcome->status_text();
    } else {
      told.why = &why;
    }
    if (!over) told.next_in = next_ - now;
    (*options_.on_look())(told);
  }

  poll_options const& options_;
  instance_ref const& ref_;
  clock::time_point began_;
  clock::time_point deadline_ = clock::time_point::max();
  clock::time_point next_;
  poll_schedule schedule_;
  nanoseconds gap_{};  ///< to the next look, as planned
  history history_;
  failure last_refusal_;  ///< of the last look, if it was refused
  unsigned looks_ = 0;
  unsigned failures_ = 0;  ///< in a row
  unsigned slowed_ = 0;    ///< in a row
};

}  // namespace

asio::awaitable<result<script_instance>> wait_for_end(std::shared_ptr<engine> which, instance_ref ref,
                                                      poll_options options, bool just_started) {
  run_wait wait(options, ref, which->now(), just_started);
  for (;;) {
    // A cancellation may come when there is nothing under way that it could end: while a callback of the caller runs,
    // or between the end of a pause and this.
    auto const before = co_await asio::this_coro::cancellation_state;
    if (before.cancelled() != asio::cancellation_type::none) co_return wait.ended(errc::cancelled, which->now());
    if (wait.next_look() > which->now()) {
      auto const woken = co_await pause_until(which, wait.next_look());
      if (woken != errc{}) co_return wait.ended(woken, which->now());
      continue;
    }
    auto const outcome = co_await query(which, ref, options.each());
    auto end = wait.saw(outcome, which->now(), which->random());
    if (end) co_return std::move(*end);
  }
}

}  // namespace dataarts::waiting
