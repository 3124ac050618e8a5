#include "waiting/fleet_book.hpp"

#include "doubled.hpp"
#include "waiting/outcome.hpp"
#include "waiting/verdict.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace dataarts::waiting {

namespace {

using std::chrono::nanoseconds;

/// Pauses of all looks while the service has too much to do, doubled from the one to the other.
constexpr nanoseconds shortest_pause = std::chrono::milliseconds(250);
constexpr nanoseconds longest_pause = std::chrono::seconds(30);

/// By the service's account: of all statements of the script.
std::optional<clock::duration> run_time_of(script_instance const& answer) {
  std::optional<double> seconds;
  for (auto const each : answer.results()) {
    if (auto const one = each.duration(); one && *one >= 0) seconds = seconds.value_or(0) + *one;
  }
  constexpr double longest = 1e8;
  if (!seconds || !(*seconds < longest)) return std::nullopt;
  return std::chrono::duration_cast<clock::duration>(std::chrono::duration<double>(*seconds));
}

}  // namespace

fleet_book::fleet_book(fleet_options const& options, clock::time_point now)
    : options_(options), began_(now), scheduler_(options, now), reported_at_(now) {}

bool fleet_book::is_over(index_type index) const noexcept { return seen_of(index) == seen::over; }

void fleet_book::set_seen(index_type index, seen what) noexcept {
  --count_of(seen_of(index));
  ++count_of(what);
  scheduler_.set_mark(index, static_cast<std::uint8_t>(what));
}

fleet_book::index_type fleet_book::add(instance_ref const& ref, clock::time_point now) {
  auto const index = references_.add(ref);
  scheduler_.add(references_.script(index), now);
  ++count_of(seen::nothing);
  return index;
}

fleet_book::index_type fleet_book::add_ended(instance_ref const& ref, script_instance const& answer,
                                             clock::time_point now) {
  auto const index = add(ref, now);
  ++(answer.status() == run_status::failed ? failed_ : finished_);
  set_seen(index, seen::over);
  scheduler_.drop(index);
  return index;
}

void fleet_book::begin(clock::time_point now) { began_ = reported_at_ = now; }

std::optional<result<script_instance>> fleet_book::saw(index_type index, result<script_instance> const& outcome,
                                                       clock::time_point now) {
  ++looks_;
  return outcome.has_value() ? answered(index, *outcome, now) : refused(index, outcome.error(), now);
}

std::optional<result<script_instance>> fleet_book::answered(index_type index, script_instance const& answer,
                                                            clock::time_point now) {
  bad_in_a_row_ = 0;
  slowed_ = 0;
  if (!refusals_.empty()) refusals_.erase(index);
  switch (answer.status()) {
    case run_status::launching:
      set_seen(index, seen::launching);
      break;
    case run_status::running:
      set_seen(index, seen::running);
      break;
    case run_status::unknown:
      set_seen(index, seen::unknown);
      break;
    case run_status::finished:
    case run_status::failed: {
      bool const bad = answer.status() == run_status::failed;
      ++(bad ? failed_ : finished_);
      scheduler_.ended(index, now, run_time_of(answer));
      ++ends_seen_;
      set_seen(index, seen::over);
      return outcome_of(answer, options_.failed_is_failure());
    }
  }
  scheduler_.looked_not_terminal(index, now);
  return std::nullopt;
}

std::optional<result<script_instance>> fleet_book::refused(index_type index, failure const& why,
                                                           clock::time_point now) {
  bool const may_be_new = scheduler_.age(index, now) < options_.not_found_grace();
  switch (judge(why, may_be_new)) {
    case verdict::lasting:
      // HTTP 403 is about one script or workspace; all else that is not authorised is about the credentials.
      if (why == condition::unauthorized && !(why == errc::forbidden)) {
        lose_hope_if_all_fail(why);
      } else {
        bad_in_a_row_ = 0;
      }
      return give_up(index, why, now);
    case verdict::not_there_yet: {
      bad_in_a_row_ = 0;
      keep_refusal(index, why);
      auto const grace = options_.not_found_grace() - scheduler_.age(index, now);
      auto const gap =
          std::min<nanoseconds>(std::max(options_.min_interval(), nanoseconds(std::chrono::seconds(1))), grace);
      scheduler_.postpone(index, now + gap);
      return std::nullopt;
    }
    case verdict::slow_down:
      if (why.http_status() != 0) bad_in_a_row_ = 0;
      keep_refusal(index, why);
      slow_down(why, now);
      scheduler_.postpone(index, now + options_.min_interval());
      return std::nullopt;
    case verdict::passing:
      break;
  }
  lose_hope_if_all_fail(why);
  auto const failures = scheduler_.failed(index, now + options_.min_interval());
  if (failures >= options_.max_failures()) return give_up(index, why, now);
  keep_refusal(index, why);
  // If nobody has better luck, it is not the instance.
  if (bad_in_a_row_ >= options_.concurrency()) slow_down(why, now);
  return std::nullopt;
}

void fleet_book::keep_refusal(index_type index, failure const& why) {
  // Of those that are kept the last one, or it would not be the last.
  if (refusals_.size() < most_refusals || refusals_.contains(index)) refusals_.insert_or_assign(index, why);
}

void fleet_book::slow_down(failure const& why, clock::time_point now) {
  auto pause = std::min<nanoseconds>(why.retry_after().value_or(nanoseconds::zero()), std::chrono::hours(24));
  // After HTTP 429 the client has a rate that the service takes, if it may; everything else is told by refusals alone.
  // The looks that were under way together are refused together: that counts once.
  if (!(why == errc::throttled && rate_ > 0) && now >= paused_until_) {
    pause = std::max(pause, doubled(shortest_pause, slowed_++, longest_pause));
  }
  paused_until_ = std::max(paused_until_, now + pause);
  scheduler_.throttled(now, pause);
}

void fleet_book::lose_hope_if_all_fail(failure const& why) {
  if (++bad_in_a_row_ >= options_.concurrency() * options_.max_failures()) hopeless_ = why;
}

failure fleet_book::give_up(index_type index, failure const& why, clock::time_point now) {
  auto details = why.content();
  auto const was = seen_of(index);
  if (was != seen::nothing) {
    // The word of a status that is not documented was not kept.
    constexpr char const* words[] = {"", "LAUNCHING", "RUNNING", "a status that is not documented"};
    auto const waited = scheduler_.last_look(index) - began_;
    details.observed.push_back({words[static_cast<std::size_t>(was)], errc{}, 1, waited, waited});
  }
  if (why == errc::deadline_exceeded && details.where.empty()) {
    auto const refused = refusals_.find(index);
    details.where = refused == refusals_.end() ? not_known_to_be_over(references_[index])
                                               : not_known_to_be_over(references_[index], refused->second);
    details.elapsed = now - began_;
  }
  refusals_.erase(index);
  set_seen(index, seen::over);
  scheduler_.drop(index);
  ++ends_seen_;
  return failure(why.reason(), std::move(details));
}

void fleet_book::set_rate(double requests_per_second) {
  if (rate_ == requests_per_second) return;
  rate_ = requests_per_second;
  scheduler_.set_limit(rate_ > 0 ? std::optional(rate_) : std::nullopt);
}

fleet_progress fleet_book::report(clock::time_point now, bool all_read) {
  std::chrono::duration<double> const since = now - reported_at_;
  if (since.count() > 0) {
    looks_per_second_ = static_cast<double>(looks_ - reported_looks_) / since.count();
    // Smoothed: ends come in waves.
    auto const lately = static_cast<double>(ends_seen_ - reported_ends_) / since.count();
    constexpr double weight = 0.2;
    ends_per_second_ = ends_per_second_ == 0 ? lately : ends_per_second_ + weight * (lately - ends_per_second_);
  }
  reported_at_ = now;
  reported_looks_ = looks_;
  reported_ends_ = ends_seen_;
  return progress(now, all_read);
}

fleet_progress fleet_book::progress(clock::time_point now, bool all_read) const {
  auto const count = [&](seen what) { return counts_[static_cast<std::size_t>(what)]; };
  fleet_progress made;
  made.waited = now - began_;
  made.instances = references_.size();
  made.all_read = all_read;
  made.left = scheduler_.left();
  made.unseen = count(seen::nothing);
  made.launching = count(seen::launching);
  made.running = count(seen::running);
  made.unknown = count(seen::unknown);
  made.finished = finished_;
  made.failed = failed_;
  made.given_up = count(seen::over) - finished_ - failed_;
  made.looks = looks_;
  made.looks_per_second = looks_per_second_;
  made.limit = scheduler_.limit();
  if (made.left == 0) {
    made.time_left = nanoseconds::zero();
  } else if (ends_per_second_ > 0) {
    auto const seconds = static_cast<double>(made.left) / ends_per_second_;
    constexpr double longest = 1e9;
    if (seconds < longest) {
      made.time_left = std::chrono::duration_cast<nanoseconds>(std::chrono::duration<double>(seconds));
    }
  }
  return made;
}

}  // namespace dataarts::waiting
