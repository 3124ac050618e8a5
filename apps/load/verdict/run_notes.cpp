#include "verdict/run_notes.hpp"

#include "verdict/generator_limits.hpp"

#include <duration_text.hpp>
#include <quantity_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

namespace dataarts::load {
namespace {

using apps::format_duration;
using apps::with_commas;

/// Runs of which neither look nor start failed were given up since the test was over.
std::optional<std::string> outlived(result const& run) {
  auto const& runs = run.total.runs;
  auto const failed = std::min(run.total.errors(), runs.given_up);
  auto const outlived = runs.given_up - failed;
  if (run.plan.model != load_model::workload || outlived * 2 <= runs.started) return std::nullopt;
  auto text = fmt::format("{} of {} runs were given up when the test ended, after {}: ", with_commas(outlived),
                          with_commas(runs.started), format_duration(run.plan.warmup + run.plan.duration));
  if (run.plan.execute) return text + "it is shorter than they are; give a longer --duration";
  return text + fmt::format(
                    "they take {} in the median (--run-time); give a longer --duration, or the times of your "
                    "scripts",
                    format_duration(run.plan.run_times.median));
}

/// Nothing was answered, and most of it for the credentials.
std::optional<std::string> unauthorised(measurement const& total) {
  auto const refused = total.count(outcome::auth);
  if (total.count(outcome::answered) > 0 || refused * 2 <= total.errors()) return std::nullopt;
  return "the service wants other credentials, or some: a token comes from --token-file or DATAARTS_TOKEN, keys from "
         "HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK";
}

}  // namespace

std::vector<std::string> notes_of(result const& run) {
  auto made = notes_of_generator(run);
  if (auto note = outlived(run)) made.push_back(*std::move(note));
  if (auto note = unauthorised(run.total)) made.push_back(*std::move(note));
  return made;
}

}  // namespace dataarts::load
