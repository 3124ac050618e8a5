#ifndef DATAARTS_MOCK_RUNS_RUN_RECORD_HPP
#define DATAARTS_MOCK_RUNS_RUN_RECORD_HPP

#include <dataarts/clock.hpp>

#include "runs/keyed_draws.hpp"
#include "runs/rule_book.hpp"
#include "runs/run_course.hpp"

#include <cstdint>
#include <optional>

namespace dataarts::mock::runs {

/// What has to be known of a run that is under way. What each query needs is in the first of its two cache lines; the
/// second has what commands do and what is read once it has ended.
class alignas(64) run_record {
 public:
  run_record(prepared_rule const& followed, keyed_draws drawn, std::uint64_t id_key)
      : line(followed.line.get()), request_ids(id_key), fails(line->course->fails(drawn)), draws(drawn) {}

  // A state that a command put it into, and which its timeline does not have.
  struct forced_state {
    run_state state;
    clock::time_point since;
  };

  prepared_rule const& rule() const noexcept { return *line->rule; }
  run_course const& course() const noexcept { return *line->course; }

  rule_line const* line;      ///< of a rule with a timeline
  std::uint64_t request_ids;  ///< see `request_id_key`
  std::uint64_t looks = 0;
  clock::time_point last_look;  ///< if there was one
  run_position at = {};         ///< once it has begun
  std::uint32_t last_step = 0;  ///< that was told, if one was

  bool begun : 1 = false;
  bool told_step : 1 = false;
  bool told_end : 1 = false;  ///< the last answer was FINISHED or FAILED
  bool fails : 1;             ///< ends FAILED where the timeline ends FINISHED
  bool executed : 1 = false;  ///< made by execute

 private:
  // Which of the times below are given.
  bool is_stopped_ : 1 = false;
  bool is_held_ : 1 = false;
  bool is_forced_ : 1 = false;
  run_state forced_to_ = {};

 public:
  std::uint64_t looks_after_end = 0;
  keyed_draws draws;
  std::uint64_t stops = 0;

  bool is_stopped() const noexcept { return is_stopped_; }
  bool is_held() const noexcept { return is_held_; }  ///< neither time nor polls move it
  bool is_forced() const noexcept { return is_forced_; }
  clock::time_point stopped_at() const noexcept { return stopped_at_; }
  clock::time_point held_since() const noexcept { return held_since_; }
  forced_state forced() const noexcept { return {forced_to_, forced_since_}; }

  void begin(clock::time_point now) noexcept {
    at = {now};
    begun = true;
  }
  void stop(clock::time_point now) noexcept {
    stopped_at_ = now;
    is_stopped_ = true;
  }
  void hold(clock::time_point now) noexcept {
    held_since_ = now;
    is_held_ = true;
  }
  void release() noexcept { is_held_ = false; }
  void force(forced_state to) noexcept {
    forced_to_ = to.state;
    forced_since_ = to.since;
    is_forced_ = true;
  }
  /// Neither stopped nor in a forced state any longer.
  void follow_timeline() noexcept { is_stopped_ = is_forced_ = false; }

  /// Moves on as far as time alone goes.
  void settle(clock::time_point now) noexcept {
    if (begun && !is_held_ && !is_stopped_ && !is_forced_) course().settle(at, draws, now);
  }

  /// Of a settled run: whether it is FINISHED or FAILED.
  bool has_ended() const noexcept {
    if (is_stopped_) return true;
    return is_forced_ ? forced_to_ >= run_state::finished : begun && course().ended(at);
  }

  bool begins_when_executed() const noexcept { return !rule().starts || rule().starts == run_start::execute; }

  /// When it ends or ended, if that is known.
  std::optional<clock::time_point> true_end(clock::time_point now) const noexcept;

 private:
  clock::time_point stopped_at_;
  clock::time_point held_since_;
  clock::time_point forced_since_;
};

static_assert(sizeof(run_record) <= 128);

}  // namespace dataarts::mock::runs

#endif
