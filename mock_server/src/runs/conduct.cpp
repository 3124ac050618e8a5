#include "runs/conduct.hpp"

#include "journal/seconds_text.hpp"

#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>

namespace dataarts::mock::runs {
namespace {

using std::chrono::nanoseconds;

std::string shown(std::uint64_t number) { return std::to_string(number); }
std::string shown(nanoseconds time) { return journals::seconds_text(time); }
std::string shown(double number) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.3g", number);
  return text;
}

std::string at_poll(std::uint64_t poll) { return poll == 0 ? std::string() : ", at poll " + std::to_string(poll); }

/// Collects what does not hold.
class findings_list {
 public:
  template <class T>
  void check(std::string const& what, expected_range<T> const& range, std::optional<T> least, std::uint64_t least_at,
             std::optional<T> most, std::uint64_t most_at) {
    if (range.min && least && *least < *range.min) {
      add(what + ".min", "at least " + shown(*range.min), shown(*least) + at_poll(least_at), least_at);
    }
    if (range.max && most && *range.max < *most) {
      add(what + ".max", "at most " + shown(*range.max), shown(*most) + at_poll(most_at), most_at);
    }
  }

  void add(std::string what, std::string expected, std::string seen, std::uint64_t poll = 0) {
    finding made;
    made.what = std::move(what);
    made.expected = std::move(expected);
    made.seen = std::move(seen);
    if (poll > 0) made.poll = poll;
    made_.push_back(std::move(made));
  }

  std::vector<finding> take() { return std::move(made_); }

 private:
  std::vector<finding> made_;
};

template <class Mark>
auto value_if_given(Mark const& of) {
  return of.given() ? std::optional(of.value) : std::nullopt;
}

}  // namespace

void conduct::note_gap(nanoseconds gap) {
  least_gap_.keep_least(gap, polls_);
  most_gap_.keep_most(gap, polls_);
  if (gaps_ > 0 && last_gap_ > nanoseconds::zero()) {
    auto const ratio = static_cast<double>(gap.count()) / static_cast<double>(last_gap_.count());
    least_ratio_.keep_least(ratio, polls_);
    most_ratio_.keep_most(ratio, polls_);
  }
  ++gaps_;
  sum_of_gaps_ += gap;
  last_gap_ = gap;
}

void conduct::note(poll_facts const& poll) {
  ++polls_;
  // Of two threads that ask at the same moment, the later one may get here first.
  auto const at = polls_ == 1 ? poll.at : std::max(poll.at, last_);
  if (polls_ > 1) note_gap(at - last_);
  last_ = at;
  if (not_before_ && at < *not_before_) most_early_.keep_most(*not_before_ - at, polls_);
  not_before_.reset();
  if (poll.retry_after) not_before_ = at + poll.delay + *poll.retry_after;
  signed_ += poll.is_signed ? 1 : 0;
  (poll.is_signed ? first_signed_ : first_unsigned_).keep_first(true, polls_);
  if (poll.after_terminal) {
    ++after_terminal_;
    first_after_terminal_.keep_first(true, polls_);
  }
  terminal_ = poll.terminal;
  std::erase_if(answered_at_, [&](auto due) { return due <= at; });
  most_in_flight_.keep_most(answered_at_.size() + 1, polls_);
  if (poll.delay > nanoseconds::zero()) answered_at_.push_back(at + poll.delay);
}

std::optional<double> conduct::jitter() const noexcept {
  if (gaps_ < 3 || sum_of_gaps_ == nanoseconds::zero()) return std::nullopt;
  auto const mean = static_cast<double>(sum_of_gaps_.count()) / static_cast<double>(gaps_);
  return static_cast<double>((most_gap_.value - least_gap_.value).count()) / mean;
}

std::vector<finding> conduct::judge(expectation const& expected) const {
  findings_list made;
  auto const over = [&](std::optional<std::uint64_t> const& most) { return most ? *most + 1 : 0; };
  made.check<std::uint64_t>("polls", expected.polls, polls_, 0, polls_,
                            expected.polls.max && polls_ > *expected.polls.max ? over(expected.polls.max) : 0);
  made.check("gap", expected.gap, value_if_given(least_gap_), least_gap_.poll, value_if_given(most_gap_),
             most_gap_.poll);
  made.check("backoff", expected.backoff, value_if_given(least_ratio_), least_ratio_.poll, value_if_given(most_ratio_),
             most_ratio_.poll);
  made.check("jitter", expected.jitter, jitter(), 0, jitter(), 0);
  auto const wrongly_signed = expected.is_signed.value_or(true) ? polls_ - signed_ : signed_;
  if (expected.is_signed && wrongly_signed > 0) {
    auto const first = (*expected.is_signed ? first_unsigned_ : first_signed_).poll;
    made.add("signed", *expected.is_signed ? "a signature on each query" : "no signature",
             std::to_string(wrongly_signed) + " of " + std::to_string(polls_) +
                 (*expected.is_signed ? " without one, first" : " with one, first") + at_poll(first).substr(1),
             first);
  }
  if (expected.after_terminal && after_terminal_ > *expected.after_terminal) {
    made.add("after_terminal", "at most " + std::to_string(*expected.after_terminal) + " after the end was told",
             std::to_string(after_terminal_) + ", first" + at_poll(first_after_terminal_.poll).substr(1),
             first_after_terminal_.poll);
  }
  if (expected.terminal && *expected.terminal != terminal_) {
    made.add("terminal", terminal_ ? "no end to be seen" : "asked until FINISHED or FAILED",
             terminal_ ? "the last answer was the end" : "abandoned: the last answer was not the end", polls_);
  }
  if (expected.retry_after.value_or(false) && most_early_.given()) {
    made.add("retry_after", "no query before the Retry-After of the answer before is over",
             shown(most_early_.value) + " too early" + at_poll(most_early_.poll), most_early_.poll);
  }
  if (expected.in_flight && most_in_flight_.value > *expected.in_flight) {
    made.add("in_flight", "at most " + std::to_string(*expected.in_flight) + " at a time",
             std::to_string(most_in_flight_.value) + at_poll(most_in_flight_.poll), most_in_flight_.poll);
  }
  return made.take();
}

}  // namespace dataarts::mock::runs
