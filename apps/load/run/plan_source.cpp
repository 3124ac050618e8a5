#include "run/plan_source.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace dataarts::load {
namespace {

constexpr std::string_view number_mark = "{k}";

}  // namespace

plan_source::plan_source(load::plan const& of, shard part, std::uint64_t first_number)
    : plan_(of),
      part_(part),
      first_number_(first_number),
      next_(first_number + part.index),
      profile_(of.model == load_model::closed ? std::span<rate_stage const>() : std::span<rate_stage const>(of.stages)),
      choice_(of.order, of.targets.size(), of.seed, of.zipf_exponent),
      run_times_(of.run_times, of.seed) {
  if (of.model != load_model::closed) arrivals_.emplace(of, profile_, part);
  has_number_.reserve(of.targets.size());
  for (auto const& each : of.targets)
    has_number_.push_back(each.instance().find(number_mark) != std::string_view::npos);
}

std::optional<planned_request> plan_source::next() {
  if (!arrivals_) return planned_request{std::exchange(next_, next_ + part_.count), {}};
  auto const made = arrivals_->next();
  if (!made) return std::nullopt;
  return planned_request{first_number_ + made->k, made->at};
}

instance_ref plan_source::target(std::uint64_t number) const {
  auto const place = choice_(number);
  auto const& chosen = plan_.targets[place];
  if (!has_number_[place]) return chosen;
  std::string instance(chosen.instance());
  instance.replace(instance.find(number_mark), number_mark.size(), std::to_string(number));
  return {chosen.script(), instance, chosen.workspace()};
}

}  // namespace dataarts::load
