#include "plan/exact_json.hpp"
#include "plan/plan_error.hpp"
#include "plan/plan_json.hpp"
#include "plan/plan_names.hpp"
#include "plan/rate_units.hpp"
#include "plan/stages.hpp"

#include "duration_text.hpp"
#include "suggest.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace dataarts::load {
namespace {

namespace json = boost::json;

std::string_view kind_of(json::value const& value) noexcept {
  switch (value.kind()) {
    case json::kind::null:
      return "null";
    case json::kind::bool_:
      return "true or false";
    case json::kind::int64:
    case json::kind::uint64:
    case json::kind::double_:
      return "a number";
    case json::kind::string:
      return "a text";
    case json::kind::array:
      return "a list";
    case json::kind::object:
      break;
  }
  return "an object";
}

std::string_view text_in(json::value const& value) noexcept {
  auto const& text = value.get_string();
  return {text.data(), text.size()};
}

// A value and where it is, "stages[1].from".
class place {
 public:
  place(json::value const& value, std::string path) : value_(&value), path_(std::move(path)) {}

  json::value const& value() const noexcept { return *value_; }

  [[noreturn]] void refuse(std::string_view why) const {
    throw plan_error(fmt::format("{}: {}", path_.empty() ? "the plan" : path_, why));
  }

  [[noreturn]] void refuse_kind(std::string_view expected) const {
    refuse(fmt::format("{}; expected {}", kind_of(*value_), expected));
  }

  // Hands each member to `take(name, place)`, which says whether it knows the name, one of `names`.
  template <class Take>
  void members(std::span<std::string_view const> names, Take const& take) const {
    if (!value_->is_object()) refuse_kind("an object");
    for (auto const& [key, member] : value_->get_object()) {
      std::string_view const name(key.data(), key.size());
      auto inner = path_.empty() ? std::string(name) : path_ + '.' + std::string(name);
      place const at(member, std::move(inner));
      if (std::find(names.begin(), names.end(), name) == names.end()) {
        auto const meant = apps::did_you_mean(name, names);
        at.refuse("no such member" + (meant.empty() ? fmt::format("; expected {}", fmt::join(names, ", ")) : meant));
      }
      take(name, at);
    }
  }

  template <class Take>
  void elements(std::string_view expected, Take const& take) const {
    if (!value_->is_array()) refuse_kind(expected);
    std::size_t index = 0;
    for (auto const& each : value_->get_array()) take(place(each, fmt::format("{}[{}]", path_, index++)));
  }

  std::string_view text(std::string_view expected) const {
    if (!value_->is_string()) refuse_kind(expected);
    return text_in(*value_);
  }

  void read(bool& into) const {
    if (!value_->is_bool()) refuse_kind("true or false");
    into = value_->get_bool();
  }

  void read(double& into) const {
    if (!value_->is_number()) refuse_kind("a number");
    into = value_->to_number<double>();
  }

  template <std::unsigned_integral Number>
  void read(Number& into) const {
    if (!value_->is_number()) refuse_kind("a whole number");
    json::error_code error;
    into = value_->to_number<Number>(error);
    if (error) {
      refuse(fmt::format("not a whole number from 0 to {}; expected such as 16", std::numeric_limits<Number>::max()));
    }
  }

  void read(std::chrono::nanoseconds& into) const {
    constexpr std::string_view expected =
        "expected such as \"30s\", \"1m30s\" or \"250ms\", or a number of nanoseconds";
    if (value_->is_string()) {
      auto const parsed = apps::parse_duration(text_in(*value_));
      if (!parsed) refuse(fmt::format("\"{}\" is no duration; {}", text_in(*value_), expected));
      into = *parsed;
      return;
    }
    std::uint64_t count = 0;
    json::error_code error;
    if (value_->is_number()) count = value_->to_number<std::uint64_t>(error);
    std::chrono::nanoseconds const longest = common::longest_duration;
    if (!value_->is_number() || error || count > static_cast<std::uint64_t>(longest.count())) {
      refuse(fmt::format("no duration; {}", expected));
    }
    into = std::chrono::nanoseconds(count);
  }

  template <class Kind>
  void read(Kind& into, std::span<std::string_view const> names) const {
    auto const expected = fmt::format("one of {}", fmt::join(names, ", "));
    auto const name = text(expected);
    auto const found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
      auto const meant = apps::did_you_mean(name, names);
      refuse(fmt::format("\"{}\" is not known{}", name, meant.empty() ? "; expected " + expected : meant));
    }
    into = static_cast<Kind>(found - names.begin());
  }

  // What another reader says of it, with the path.
  template <class Read>
  auto explained(Read const& read) const {
    try {
      return read();
    } catch (plan_error const& why) {
      refuse(why.what());
    }
  }

  double rate() const {
    if (value_->is_string()) return explained([&] { return parse_rate(text_in(*value_)); });
    if (!value_->is_number()) refuse_kind("a rate per second, or a text such as \"300/min\"");
    auto const value = value_->to_number<double>();
    if (!(value >= 0 && value <= highest_rate)) refuse(fmt::format("expected a rate from 0 to {:.0f}", highest_rate));
    return value;
  }

 private:
  json::value const* value_;
  std::string path_;
};

rate_stage stage_at(place const& at) {
  constexpr std::string_view names[] = {"from", "to", "lasting"};
  rate_stage made;
  unsigned seen = 0;
  at.members(names, [&](std::string_view name, place const& member) {
    ++seen;
    if (name == "from") made.from = member.rate();
    if (name == "to") made.to = member.rate();
    if (name == "lasting") member.read(made.lasting);
  });
  if (seen != std::size(names)) at.refuse("expected all of from, to and lasting");
  return made;
}

std::vector<rate_stage> stages_at(place const& at) {
  if (at.value().is_string()) return at.explained([&] { return parse_stages(text_in(at.value())); });
  std::vector<rate_stage> made;
  at.elements("a text such as \"0->500/s:30s,500/s:5m\", or a list",
              [&](place const& each) { made.push_back(stage_at(each)); });
  return made;
}

instance_ref target_at(place const& at) {
  constexpr std::string_view names[] = {"script", "instance", "workspace"};
  std::string_view script, instance, workspace;
  at.members(names, [&](std::string_view name, place const& member) {
    auto& into = name == "script" ? script : name == "instance" ? instance : workspace;
    into = member.text("a text");
  });
  if (script.empty()) at.refuse("no \"script\"; expected its name");
  if (instance.empty()) at.refuse("no \"instance\"; expected its id");
  return {script, instance, workspace};
}

void read_polling(place const& at, poll_policy& into) {
  constexpr std::string_view names[] = {"initial_delay", "interval", "growth", "max_interval", "jitter"};
  at.members(names, [&](std::string_view name, place const& member) {
    if (name == "initial_delay") member.read(into.initial_delay);
    if (name == "interval") member.read(into.interval);
    if (name == "growth") member.read(into.growth);
    if (name == "max_interval") member.read(into.max_interval);
    if (name == "jitter") member.read(into.jitter);
  });
}

void read_run_times(place const& at, lognormal_time& into) {
  constexpr std::string_view names[] = {"median", "p99"};
  at.members(names, [&](std::string_view name, place const& member) {
    member.read(name == "median" ? into.median : into.p99);
  });
}

constexpr std::string_view plan_members[] = {
    "model",   "stages",           "arrivals", "warmup",        "duration",  "requests",  "connections",
    "users",   "max_in_flight",    "timeout",  "targets",       "order",     "polling",   "obey_retry_after",
    "execute", "targets_left_out", "seed",     "zipf_exponent", "run_times", "thresholds"};

void read_member(std::string_view name, place const& at, plan& into) {
  if (name == "model") return at.read(into.model, load_model_names);
  if (name == "arrivals") return at.read(into.arrivals, arrivals_kind_names);
  if (name == "order") return at.read(into.order, target_order_names);
  if (name == "warmup") return at.read(into.warmup);
  if (name == "duration") return at.read(into.duration);
  if (name == "timeout") return at.read(into.timeout);
  if (name == "connections") return at.read(into.connections);
  if (name == "users") return at.read(into.users);
  if (name == "max_in_flight") return at.read(into.max_in_flight);
  if (name == "obey_retry_after") return at.read(into.obey_retry_after);
  if (name == "zipf_exponent") return at.read(into.zipf_exponent);
  if (name == "execute") return at.read(into.execute);
  if (name == "seed") return at.read(into.seed);
  if (name == "polling") return read_polling(at, into.polling);
  if (name == "run_times") return read_run_times(at, into.run_times);
  if (name == "stages") into.stages = stages_at(at);
  if (name == "requests" && !at.value().is_null()) at.read(into.requests.emplace());
  if (name == "targets_left_out") {
    std::uint64_t count = 0;
    at.read(count);
  }
  if (name == "targets") {
    at.elements("a list of targets", [&](place const& each) { into.targets.push_back(target_at(each)); });
  }
  if (name == "thresholds") {
    at.elements("a list of texts", [&](place const& each) { into.thresholds.emplace_back(each.text("a text")); });
  }
}

}  // namespace

plan plan_from_json(json::value const& from) {
  plan made;
  bool duration_given = false;
  place(from, {}).members(plan_members, [&](std::string_view name, place const& at) {
    if (name == "duration") duration_given = true;
    read_member(name, at, made);
  });
  if (!duration_given && made.model != load_model::closed) {
    made.duration = std::max(length_of(made.stages) - made.warmup, std::chrono::nanoseconds(0));
  }
  return made;
}

plan plan_from_json_text(std::string_view text) { return plan_from_json(parse_exact_json(text)); }

}  // namespace dataarts::load
