#include <dataarts/mock/coverage.hpp>

#include <algorithm>
#include <cstdio>

namespace dataarts::mock {

std::size_t coverage::items() const noexcept {
  std::size_t sum = 0;
  for (auto const& each : rules) sum += each.items.size();
  return sum;
}

std::size_t coverage::seen() const noexcept {
  std::size_t sum = 0;
  for (auto const& rule : rules) {
    for (auto const& each : rule.items) sum += each.seen ? 1 : 0;
  }
  return sum;
}

double coverage::percent() const noexcept {
  auto const all = items();
  return all == 0 ? 100 : 100.0 * static_cast<double>(seen()) / static_cast<double>(all);
}

std::string to_text(coverage const& what) {
  char percent[32];
  // Cut, not rounded: 99.96 is not all of it.
  std::snprintf(percent, sizeof(percent), "%.1f", static_cast<double>(static_cast<long>(what.percent() * 10)) / 10);
  auto text = "coverage " + std::string(percent) + " %: " + std::to_string(what.seen()) + " of " +
              std::to_string(what.items()) + " seen";
  for (auto const& rule : what.rules) {
    auto const missed = [](auto const& each) { return !each.seen; };
    if (std::none_of(rule.items.begin(), rule.items.end(), missed)) continue;
    text.append("\n").append(rule.rule.empty() ? "a rule without a name" : rule.rule).append(": not seen");
    for (auto const& each : rule.items) {
      if (!each.seen) text.append("\n  ").append(each.what);
    }
  }
  return text;
}

}  // namespace dataarts::mock
