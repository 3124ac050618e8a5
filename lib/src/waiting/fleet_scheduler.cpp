#include "waiting/fleet_scheduler.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dataarts::waiting {

namespace {

using std::chrono::nanoseconds;

/// Times of instances are counted in these: four bytes are good for more than a year.
constexpr std::chrono::milliseconds tick(10);
constexpr float ticks_per_second = 100;
constexpr auto last_tick = std::numeric_limits<std::uint32_t>::max();

/// A script is learnt from this many instances on, and this many scripts are.
constexpr std::uint32_t least_instances = 4;
constexpr std::size_t most_learnt = 4096;

/// Looks that are put off, since more is known than when they were planned, in one call: so that none takes long.
constexpr int most_put_off = 64;

/// `instance_state::place`.
constexpr std::uint8_t queued = 0;
constexpr std::uint8_t looking = 1;
constexpr std::uint8_t over = 2;

float in_seconds(nanoseconds value) noexcept {
  return static_cast<float>(std::chrono::duration<double>(value).count());
}
float in_seconds(std::uint32_t ticks) noexcept { return static_cast<float>(ticks) / ticks_per_second; }

/// At least one: the next look is later than the last one.
std::uint32_t ticks_of(float seconds) noexcept {
  return std::max(1U, static_cast<std::uint32_t>(std::ceil(seconds * ticks_per_second)));
}

look_limits limits_of(fleet_options const& options) noexcept {
  return {in_seconds(options.price()), in_seconds(options.min_interval()), in_seconds(options.max_interval())};
}

/// Nobody knows whether the assumption about unknown scripts holds for one: it is not relied on for longer than
/// programs usually wait between two looks.
look_limits unknown_limits_of(look_limits limits) noexcept {
  constexpr float usual_gap = 60;
  constexpr float gap_per_price = 12;
  auto const longest = std::min(limits.longest_gap, std::max(usual_gap, gap_per_price * limits.price));
  limits.longest_gap = std::max(limits.least_gap, longest);
  return limits;
}

}  // namespace

fleet_scheduler::fleet_scheduler(fleet_options const& options, time_point now)
    : limits_(limits_of(options)),
      max_rate_(options.max_rate()),
      concurrency_(options.concurrency()),
      epoch_(now),
      unknown_(run_times(), unknown_limits_of(limits_)) {
  if (options.fixed_interval()) fixed_gap_ = in_seconds(*options.fixed_interval());
  pace_.set_limit(max_rate_);
}

std::uint32_t fleet_scheduler::tick_of(time_point when) const noexcept {
  if (when <= epoch_) return 0;
  return static_cast<std::uint32_t>(std::min<duration::rep>((when - epoch_) / tick, last_tick));
}

/// The first tick that is not before `when`.
std::uint32_t fleet_scheduler::tick_from(time_point when) const noexcept {
  auto const before = tick_of(when);
  return before < last_tick && epoch_ + before * duration(tick) < when ? before + 1 : before;
}

learnt_script* fleet_scheduler::learnt_of(instance_state const& which) noexcept {
  auto const learnt = scripts_[which.script].learnt;
  return learnt == none ? nullptr : learnt_[learnt].get();
}

look_gaps const& fleet_scheduler::gaps_of(instance_state const& which) const noexcept {
  auto const learnt = scripts_[which.script].learnt;
  return learnt == none ? unknown_ : learnt_[learnt]->gaps();
}

std::uint32_t fleet_scheduler::planned(instance_state const& which) const noexcept {
  auto const age = in_seconds(which.looked - which.added);
  auto const gap = ticks_of(fixed_gap_ ? *fixed_gap_ : gaps_of(which).after(age));
  return which.looked > last_tick - gap ? last_tick : which.looked + gap;
}

void fleet_scheduler::enqueue(index_type index, std::uint32_t due) {
  auto& which = instances_[index];
  which.place = queued;
  which.version = scripts_[which.script].version;
  queue_.push({due, index});
}

fleet_scheduler::index_type fleet_scheduler::add(std::uint32_t script, time_point now, bool begun_now) {
  if (script >= scripts_.size()) scripts_.resize(script + std::size_t{1});
  auto& kind = scripts_[script];
  if (++kind.instances == least_instances && learnt_.size() < most_learnt && !fixed_gap_) {
    learnt_.push_back(std::make_unique<learnt_script>(limits_));
    kind.learnt = static_cast<std::uint32_t>(learnt_.size() - 1);
  }
  instance_state added;
  added.added = added.looked = tick_of(now);
  added.script = script;
  auto const index = instances_.add(added);
  ++left_;
  // Of an unknown script it is due at once; when the first looks have shown how it is, the others are planned anew.
  auto const at_once = !begun_now && kind.version == 0;
  enqueue(index, at_once ? added.added : planned(added));
  return index;
}

/// From when on a look at the first instance of the queue is worth its price. That is when it is due; sooner, if the
/// rate is too low for such gaps. A run that is found to be over shortens the sweep by one look, which all instances
/// profit from: together by as much as a sweep takes.
std::uint32_t fleet_scheduler::worth_while(due_queue::entry first) const noexcept {
  auto const& which = instances_[first.index];
  if (fixed_gap_ || !pace_.limit() || which.failures > 0) return first.due;
  auto const sweep = static_cast<float>(static_cast<double>(left_) / *pace_.limit());
  if (sweep <= in_seconds(first.due - std::min(first.due, which.looked))) return first.due;
  auto const soonest = gaps_of(which).until_chance(in_seconds(which.looked - which.added), limits_.price / sweep);
  return std::min(first.due, which.looked + ticks_of(std::max(soonest, limits_.least_gap)));
}

std::optional<fleet_scheduler::index_type> fleet_scheduler::take(time_point now) {
  if (under_way_ >= concurrency_ || pace_.next(now) > now) return std::nullopt;
  auto const now_tick = tick_of(now);
  for (int put_off = 0; !queue_.empty();) {
    auto const first = queue_.first();
    auto& which = instances_[first.index];
    if (which.place == over) {
      queue_.pop();
      continue;
    }
    if (first.due > now_tick && worth_while(first) > now_tick) return std::nullopt;
    queue_.pop();
    if (which.version != scripts_[which.script].version && put_off < most_put_off) {
      if (auto const due = planned(which); due > now_tick && worth_while({due, first.index}) > now_tick) {
        enqueue(first.index, due);
        ++put_off;
        continue;
      }
    }
    which.place = looking;
    ++under_way_;
    pace_.began(now);
    return first.index;
  }
  return std::nullopt;
}

clock::time_point fleet_scheduler::next(time_point now) const noexcept {
  if (under_way_ >= concurrency_ || queue_.empty()) return time_point::max();
  auto const first = queue_.first();
  if (first.due <= tick_of(now)) return pace_.next(now);
  return std::max(pace_.next(now), epoch_ + worth_while(first) * duration(tick));
}

void fleet_scheduler::look_is_over(instance_state& which) noexcept {
  if (which.place == looking) --under_way_;
}

void fleet_scheduler::learn(instance_state const& which, learnt_script& script) {
  // It only has to differ from the one before, so it may go round; 0 is for scripts that nothing is known about.
  if (!script.update(limits_)) return;
  auto& version = scripts_[which.script].version;
  version = version == 255 ? 1 : static_cast<std::uint8_t>(version + 1);
}

void fleet_scheduler::looked_not_terminal(index_type index, time_point now) {
  auto& which = instances_[index];
  look_is_over(which);
  which.failures = 0;
  auto const looked = tick_of(now);
  if (auto* const script = learnt_of(which)) {
    script->survived(in_seconds(which.looked - which.added), in_seconds(looked - which.added));
    learn(which, *script);
  }
  which.looked = looked;
  enqueue(index, planned(which));
}

void fleet_scheduler::ended(index_type index, time_point now, std::optional<duration> run_time) {
  auto& which = instances_[index];
  if (auto* const script = learnt_of(which)) {
    auto const known = run_time ? std::optional<float>(in_seconds(nanoseconds(*run_time))) : std::nullopt;
    script->ended(in_seconds(which.looked - which.added), in_seconds(tick_of(now) - which.added), known);
    learn(which, *script);
  }
  drop(index);
}

void fleet_scheduler::drop(index_type index) {
  auto& which = instances_[index];
  if (which.place == over) return;
  look_is_over(which);
  which.place = over;
  --left_;
}

void fleet_scheduler::postpone(index_type index, time_point until) {
  look_is_over(instances_[index]);
  enqueue(index, tick_from(until));
}

unsigned fleet_scheduler::failed(index_type index, time_point until) {
  auto& which = instances_[index];
  if (which.failures < std::numeric_limits<std::uint8_t>::max()) ++which.failures;
  postpone(index, until);
  return which.failures;
}

void fleet_scheduler::set_limit(std::optional<double> rate) noexcept {
  if (rate && max_rate_) rate = std::min(*rate, *max_rate_);
  pace_.set_limit(rate ? rate : max_rate_);
}

clock::duration fleet_scheduler::age(index_type index, time_point now) const noexcept {
  return (tick_of(now) - instances_[index].added) * duration(tick);
}

clock::time_point fleet_scheduler::last_look(index_type index) const noexcept {
  return epoch_ + instances_[index].looked * duration(tick);
}

std::size_t fleet_scheduler::memory_size() const noexcept {
  return instances_.memory_size() + scripts_.capacity() * sizeof(script_state) +
         learnt_.size() * (sizeof(learnt_script) + sizeof(learnt_[0])) + queue_.memory_size();
}

}  // namespace dataarts::waiting
