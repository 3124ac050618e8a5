#include "credential_keeper.hpp"

#include "retry/retry_policy.hpp"

#include <algorithm>

namespace dataarts::auth {

namespace {

using namespace std::chrono_literals;
using duration = credential_keeper::duration;

/// The service's own SDKs renew temporary keys when less than this remains.
constexpr duration renew_before = 40min;

/// A request that is sent now has to be there, and checked, before they end.
constexpr duration last_moments = 30s;

/// Far from overflow, and far beyond any credentials.
constexpr std::chrono::hours longest_life(24 * 365 * 10);

struct pauses {
  duration first;
  duration longest;
};

constexpr pauses pauses_after(credential_keeper::trouble kind) noexcept {
  if (kind == credential_keeper::trouble::forbidden) return {10s, 10min};
  return {1s, 1min};
}

}  // namespace

credential_keeper::advice credential_keeper::ask(time_point now) const noexcept {
  bool const may_ask = !renewing_ && now >= next_try_;
  if (have_ && now < ends_) return may_ask && now >= renew_at_ ? advice::use_and_renew : advice::use;
  if (may_ask) return advice::wait_and_renew;
  return renewing_ || patient_ ? advice::wait : advice::give_up;
}

void credential_keeper::renewed(issued_credentials const& what, time_point now, clock::wall_time wall_now,
                                bool same) noexcept {
  renewing_ = false;
  failures_ = 0;
  patient_ = true;
  next_try_ = now;
  have_ = true;
  if (!same || serial_ == 0) ++serial_;
  ends_ = renew_at_ = time_point::max();
  if (what.expires_at) {
    auto const left = std::min<duration>(*what.expires_at - wall_now, longest_life);
    ends_ = now + left - std::min<duration>(last_moments, left / 10);
    renew_at_ = now + left - std::min<duration>(renew_before, left / 4);
  }
  if (what.ask_again_after) {
    renew_at_ = std::min(renew_at_, now + std::min<duration>(*what.ask_again_after, longest_life));
  }
  // Those that come with no life left must not be asked for without a pause.
  if (ends_ <= now) next_try_ = now + pauses_after(trouble::lasting).first;
}

void credential_keeper::renewal_failed(trouble kind, time_point now, std::uint64_t random) noexcept {
  renewing_ = false;
  ++failures_;
  patient_ = kind == trouble::passing && failures_ < options_.max_attempts;
  if (patient_) {
    next_try_ = now + retry::jittered_pause(failures_, options_.base_delay, options_.max_delay, random);
    return;
  }
  auto const [first, longest] = pauses_after(kind);
  auto pause = first;
  for (unsigned n = 1; n < failures_ && pause < longest; ++n) pause = std::min(pause * 2, longest);
  next_try_ = now + pause;
}

void credential_keeper::refused(std::uint32_t serial) noexcept {
  if (serial == serial_) have_ = false;
}

}  // namespace dataarts::auth
