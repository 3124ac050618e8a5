#include <dataarts/mock/verification.hpp>

#include <algorithm>
#include <ostream>

namespace dataarts::mock {
namespace {

std::string counted_text(std::uint64_t count, char const* one, char const* many) {
  return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

std::string place_text(instance_name const& of) {
  auto text = of.script + '/' + of.instance;
  if (!of.workspace.empty()) text += " in workspace " + of.workspace;
  if (!of.session.empty()) text += " of session " + of.session;
  return text;
}

void append_closest(std::string& to, journal_entry const& entry) {
  to += "\n  the closest request that nothing matched: " + entry.method + " for " +
        place_text({entry.session, entry.workspace, entry.script, entry.instance});
  append_json_line(to.append("\n    "), entry);
}

void append_verdict(std::string& to, verdict const& what) {
  to += "\n" + (what.rule.empty() ? std::string("a rule without a name") : what.rule);
  to += what.of ? ": " + place_text(*what.of) + ", asked for " + counted_text(what.polls, "time", "times")
                : ": nobody asked for it";
  for (auto const& each : what.findings) {
    to.append("\n  ").append(each.what);
    to.append("\n    expected  ").append(each.expected);
    to.append("\n    seen      ").append(each.seen);
    for (auto const& entry : each.shown_by) append_json_line(to.append("\n    "), entry);
  }
  if (what.closest_unmatched) append_closest(to, *what.closest_unmatched);
}

void append_ends(std::string& to, char const* what, std::vector<loose_end> const& ends, std::uint64_t count) {
  if (count == 0) return;
  to += "\n" + std::string(what) + ": " + counted_text(count, "instance", "instances");
  for (auto const& each : ends) {
    to.append("\n  ").append(place_text(each.of));
    if (!each.rule.empty()) to.append(" (").append(each.rule).append(")");
    to.append(", asked for ").append(counted_text(each.polls, "time", "times"));
    if (each.after_terminal > 0) to.append(", ").append(std::to_string(each.after_terminal)).append(" after the end");
  }
  if (ends.size() < count) to += "\n  and " + std::to_string(count - ends.size()) + " more";
}

}  // namespace

bool verification::ok() const noexcept {
  return std::all_of(verdicts.begin(), verdicts.end(), [](auto const& each) { return each.findings.empty(); });
}

std::string to_text(verification const& what) {
  auto const failed = static_cast<std::uint64_t>(std::count_if(
      what.verdicts.begin(), what.verdicts.end(), [](auto const& each) { return !each.findings.empty(); }));
  auto text = failed == 0 ? "all expectations hold: " + counted_text(what.verdicts.size(), "verdict", "verdicts")
                          : "expectations do not hold for " + std::to_string(failed) + " of " +
                                counted_text(what.verdicts.size(), "verdict", "verdicts");
  for (auto const& each : what.verdicts) {
    if (!each.findings.empty()) append_verdict(text, each);
  }
  append_ends(text, "abandoned before the end", what.abandoned, what.abandoned_count);
  append_ends(text, "asked for after the end", what.polled_after_terminal, what.polled_after_terminal_count);
  return text;
}

std::ostream& operator<<(std::ostream& to, verification const& what) { return to << to_text(what); }

}  // namespace dataarts::mock
