#include "report/page_data.hpp"

#include "report/comparison_json.hpp"
#include "report/comparison_report.hpp"
#include "report/json_report.hpp"
#include "report/page_series.hpp"
#include "report/page_spectrum.hpp"
#include "report/plan_text.hpp"
#include "verdict/generator_limits.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value_from.hpp>

#include <array>
#include <cstddef>
#include <utility>

namespace dataarts::load {
namespace {

struct overall_verdict {
  std::string_view kind;  ///< good, bad, or limited
  std::string_view text;
};

/// @param good  what to say if nothing is wrong
overall_verdict verdict_of(exit_code code, std::string_view good) noexcept {
  switch (code) {
    case exit_code::ok:
      return {"good", good};
    case exit_code::regression:
      return {"bad", "regression"};
    case exit_code::threshold_failed:
      return {"bad", "a threshold failed"};
    case exit_code::not_authorised:
      return {"bad", "nothing was answered: not authorised"};
    case exit_code::unreachable:
      return {"bad", "nothing was answered: unreachable"};
    case exit_code::no_answer:
      return {"bad", "nothing was answered"};
    case exit_code::generator_limited:
      return {"limited", "generator limited"};
    case exit_code::undecided:
      return {"limited", "too little data to tell"};
    case exit_code::incomplete:
      return {"bad", "incomplete: the result has no end"};
    case exit_code::interrupted:
      return {"bad", "interrupted"};
    default:
      return {"bad", "failed"};
  }
}

boost::json::object overall_json(overall_verdict const& from) { return {{"kind", from.kind}, {"text", from.text}}; }

boost::json::array thresholds_json(std::span<threshold_verdict const> verdicts) {
  boost::json::array made;
  for (auto const& each : verdicts) {
    made.push_back(boost::json::object{
        {"text", each.text}, {"holds", each.holds}, {"decided", each.decided}, {"measured", each.measured}});
  }
  return made;
}

/// A run without a verdict.
boost::json::object run_json(result const& run) {
  static hdr_histogram const none;
  auto report = json_report(run);
  report.erase("intervals");
  auto const* const answers = run.total.of(outcome::answered);
  return {{"report", std::move(report)},
          {"asked", describe(run.plan, targets_of(run))},
          {"series", page_series(run.intervals)},
          {"spectrum",
           {{"response_ns", page_spectrum(answers != nullptr ? answers->response : none)},
            {"service_ns", page_spectrum(answers != nullptr ? answers->service : none)}}}};
}

constexpr std::array<std::string_view, compared_count> compared_units{"ns", "ns", "ns", "ns", "ns", "rate", "share"};

boost::json::object page_difference(difference const& from) {
  return {{"what", title_of(from.what)},
          {"unit", compared_units[static_cast<std::size_t>(from.what)]},
          {"before", boost::json::value_from(from.before)},
          {"after", boost::json::value_from(from.after)},
          {"change", boost::json::value_from(from.change)},
          {"low", from.low},
          {"high", from.high},
          {"verdict", to_string(from.verdict)},
          {"why", from.why}};
}

}  // namespace

boost::json::object page_data(result const& run, std::span<threshold_verdict const> verdicts,
                              std::span<std::string const> limits, exit_code code) {
  auto made = run_json(run);
  auto const overall = verdict_of(code, verdicts.empty() ? "carried out" : "all thresholds hold");
  made["kind"] = "run";
  made["verdict"] = overall_json(overall);
  made["thresholds"] = thresholds_json(verdicts);
  made["limits"] = boost::json::value_from(limits);
  return made;
}

boost::json::object page_data(comparison const& what, compared_latency which, exit_code code,
                              compared_run const& before, compared_run const& after) {
  auto const one = [](compared_run const& from) {
    auto made = run_json(from.run);
    made["name"] = from.name;
    if (!from.turns.empty()) {
      made["series"] = page_series(from.turns);
      boost::json::array seconds;
      for (auto const& each : from.blocks) seconds.emplace_back(each.seconds);
      made["turn_seconds"] = std::move(seconds);
    }
    made["thresholds"] = thresholds_json(from.verdicts);
    made["limits"] = boost::json::value_from(limits_of_generator(from.run));
    return made;
  };
  boost::json::array differences;
  for (auto const& each : what.differences) differences.push_back(page_difference(each));
  auto made = comparison_settings(what);
  made["kind"] = "comparison";
  made["verdict"] = overall_json(verdict_of(code, "no regression found"));
  made["latency"] = which == compared_latency::service ? "service" : "response";
  made["blocks_before"] = what.blocks_before;
  made["blocks_after"] = what.blocks_after;
  made["differences"] = std::move(differences);
  made["before"] = one(before);
  made["after"] = one(after);
  return made;
}

}  // namespace dataarts::load
