#include "report/comparison_json.hpp"

#include <boost/json/value.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace dataarts::load {
namespace {

constexpr std::array<std::string_view, compared_count> difference_members{
    "p50_ns", "p90_ns", "p99_ns", "p99_9_ns", "mean_ns", "answered_per_second", "error_share"};

boost::json::value number_or_null(std::optional<double> const& from) {
  return from ? boost::json::value(*from) : boost::json::value(nullptr);
}

boost::json::object difference_json(difference const& from) {
  boost::json::object made{{"before", number_or_null(from.before)},
                           {"after", number_or_null(from.after)},
                           {"change", number_or_null(from.change)},
                           {"verdict", to_string(from.verdict)}};
  if (from.verdict == change_verdict::undecided) {
    made["why"] = from.why;
  } else {
    made["low"] = from.low;
    made["high"] = from.high;
  }
  return made;
}

}  // namespace

boost::json::object comparison_json(comparison const& what) {
  boost::json::object differences;
  for (auto const& each : what.differences) {
    differences[difference_members[static_cast<std::size_t>(each.what)]] = difference_json(each);
  }
  auto made = comparison_settings(what);
  made["regressed"] = what.regressed();
  made["decided"] = what.decided();
  made["blocks"] = what.blocks_before;
  made["differences"] = std::move(differences);
  return made;
}

boost::json::object comparison_settings(comparison const& what) {
  return {{"paired", what.paired},
          {"block_seconds", what.block_seconds},
          {"margin", what.options.margin},
          {"error_margin", what.options.error_margin},
          {"confidence", what.options.confidence},
          {"resamples", what.options.resamples},
          {"seed", what.options.seed}};
}

}  // namespace dataarts::load
