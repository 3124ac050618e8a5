#include "result/counter_json.hpp"

#include "result/counter_names.hpp"

namespace dataarts::load {
namespace {

template <typename Enumeration, std::size_t Size>
boost::json::object named_counts(std::array<std::uint64_t, Size> const& from, bool all) {
  boost::json::object made;
  for (std::size_t i = 0; i < Size; ++i) {
    if (all || from[i] > 0) made[to_string(static_cast<Enumeration>(i))] = from[i];
  }
  return made;
}

template <std::size_t Size, typename Named>
std::array<std::uint64_t, Size> counts_by_name(line_members const& from, Named named) {
  std::array<std::uint64_t, Size> made{};
  for (auto const& each : from.json()) {
    std::string_view const name(each.key().data(), each.key().size());
    auto const which = named(name);
    if (!which) from.refuse(name, "is not known; the file may be of a later version");
    made[static_cast<std::size_t>(*which)] = from.count(name);
  }
  return made;
}

}  // namespace

boost::json::object outcomes_to_json(outcome_counts const& from, bool all) { return named_counts<outcome>(from, all); }

boost::json::object states_to_json(state_counts const& from, bool all) { return named_counts<run_state>(from, all); }

boost::json::object traffic_to_json(traffic const& from) {
  boost::json::object made;
  for (auto const& each : traffic_counters) made[each.name] = from.*each.member;
  return made;
}

outcome_counts outcomes_from_json(line_members const& from) {
  return counts_by_name<outcome_count>(from, outcome_named);
}

state_counts states_from_json(line_members const& from) {
  return counts_by_name<run_state_count>(from, run_state_named);
}

traffic traffic_from_json(line_members const& from) {
  traffic made;
  for (auto const& each : traffic_counters) {
    // Files that were made before it was counted do not have it.
    if (each.member == &traffic::held_back_ns && !from.has(each.name)) continue;
    made.*each.member = from.count(each.name);
  }
  return made;
}

}  // namespace dataarts::load
