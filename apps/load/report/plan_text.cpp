#include "report/plan_text.hpp"

#include "report/text_page.hpp"

#include <duration_text.hpp>
#include <quantity_text.hpp>

#include <fmt/format.h>

#include <cstddef>

namespace dataarts::load {
namespace {

using apps::format_duration;
using apps::format_rate;

std::string describe_stages(plan const& what) {
  constexpr std::size_t shown = 4;
  std::string text;
  for (std::size_t i = 0; i < what.stages.size() && i < shown; ++i) {
    auto const& each = what.stages[i];
    text += i == 0 ? "" : ", then ";
    text += each.from == each.to ? fmt::format("{}/s for {}", format_rate(each.to), format_duration(each.lasting))
                                 : fmt::format("{}/s to {}/s in {}", format_rate(each.from), format_rate(each.to),
                                               format_duration(each.lasting));
  }
  if (what.stages.size() > shown) text += fmt::format(", and {} more", counted(what.stages.size() - shown, "stage"));
  return text;
}

std::string describe_model(plan const& what) {
  if (what.model == load_model::closed) return fmt::format("closed loop, {}", counted(what.users, "user"));
  auto const arrivals = what.arrivals == arrivals_kind::poisson ? "Poisson" : "uniform";
  if (what.model == load_model::open) return fmt::format("open loop, {}, {}", describe_stages(what), arrivals);
  return fmt::format("workload, script starts{} at {}, {}; polled every {}", what.execute ? " by the API" : "",
                     describe_stages(what), arrivals, format_duration(what.polling.interval));
}

std::string describe_order(plan const& what, std::size_t targets) {
  if (targets < 2 || what.order == target_order::in_order) return {};
  return what.order == target_order::random ? " at random" : fmt::format(" by Zipf {:.2f}", what.zipf_exponent);
}

}  // namespace

std::string describe(plan const& what, std::size_t targets) {
  auto text = fmt::format("{}; {}", describe_model(what), counted(what.connections, "connection"));
  if (what.requests) text += fmt::format("; at most {}", counted(*what.requests, "request"));
  text += fmt::format("; {} measured", format_duration(what.duration));
  if (what.warmup.count() > 0) text += fmt::format(" after {} of warm-up", format_duration(what.warmup));
  return fmt::format("{}; {}{}; seed {}", text, counted(targets, "target"), describe_order(what, targets), what.seed);
}

}  // namespace dataarts::load
