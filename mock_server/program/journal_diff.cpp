#include "journal_diff.hpp"

#include <duration_text.hpp>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string_view>
#include <vector>

namespace dataarts::mock::program {
namespace {

using lines = std::vector<journal_line>;

// Which lines belong together: both given, or one of them alone.
struct line_pair {
  journal_line const* before;
  journal_line const* after;
};

constexpr std::size_t most_cells = 4'000'000;

// The middle parts of two lists, whose ends are alike, along a longest common subsequence; lists that are too long for
// that one by one.
void align_middle(std::vector<line_pair>& to, lines const& a, std::size_t a_at, std::size_t a_end, lines const& b,
                  std::size_t b_at, std::size_t b_end) {
  auto const rows = a_end - a_at;
  auto const columns = b_end - b_at;
  if ((rows + 1) * (columns + 1) > most_cells) {
    for (std::size_t i = 0; i < std::max(rows, columns); ++i) {
      to.push_back({i < rows ? &a[a_at + i] : nullptr, i < columns ? &b[b_at + i] : nullptr});
    }
    return;
  }
  std::vector<std::uint32_t> common((rows + 1) * (columns + 1));  // from there to the end
  auto const cell = [&](std::size_t i, std::size_t j) -> std::uint32_t& { return common[i * (columns + 1) + j]; };
  for (auto i = rows; i-- > 0;) {
    for (auto j = columns; j-- > 0;) {
      cell(i, j) = a[a_at + i] == b[b_at + j] ? cell(i + 1, j + 1) + 1 : std::max(cell(i + 1, j), cell(i, j + 1));
    }
  }
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < rows || j < columns) {
    if (i < rows && j < columns && a[a_at + i] == b[b_at + j]) {
      to.push_back({&a[a_at + i++], &b[b_at + j++]});
    } else if (i < rows && j < columns && cell(i + 1, j + 1) == cell(i, j)) {
      to.push_back({&a[a_at + i++], &b[b_at + j++]});  // changed
    } else if (j == columns || (i < rows && cell(i + 1, j) >= cell(i, j + 1))) {
      to.push_back({&a[a_at + i++], nullptr});
    } else {
      to.push_back({nullptr, &b[b_at + j++]});
    }
  }
}

std::vector<line_pair> align(lines const& a, lines const& b) {
  std::vector<line_pair> made;
  auto const shorter = std::min(a.size(), b.size());
  std::size_t head = 0;
  while (head < shorter && a[head] == b[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  for (std::size_t i = 0; i < head; ++i) made.push_back({&a[i], &b[i]});
  align_middle(made, a, head, a.size() - tail, b, head, b.size() - tail);
  for (auto i = tail; i > 0; --i) made.push_back({&a[a.size() - i], &b[b.size() - i]});
  return made;
}

std::string field_of(journal_line const& of, std::string_view name) {
  auto const found =
      std::find_if(of.fields.begin(), of.fields.end(), [&](auto const& each) { return each.first == name; });
  return found == of.fields.end() ? std::string("(none)") : found->second;
}

std::string line_text(journal_line const& of) {
  auto const bare = [&](std::string_view name) {
    auto text = field_of(of, name);
    if (text.size() >= 2 && text.front() == '"') text = text.substr(1, text.size() - 2);
    return text;
  };
  auto text = of.poll + ": " + bare("method") + ' ' + bare("target") + " -> " + bare("status");
  if (auto const told = bare("answer"); told != "null" && told != "(none)") text += ' ' + told;
  if (auto const fault = bare("fault"); fault != "null" && fault != "(none)") text += ", fault " + fault;
  return text;
}

std::string gap_text(std::optional<std::chrono::nanoseconds> gap) {
  return gap ? apps::format_duration(*gap) : std::string("(none)");
}

bool gaps_differ(journal_line const& a, journal_line const& b, std::optional<std::chrono::nanoseconds> tolerance) {
  if (!tolerance || (!a.gap && !b.gap)) return false;
  if (!a.gap || !b.gap) return true;
  return std::chrono::abs(*a.gap - *b.gap) > *tolerance;
}

// Empty: the two are alike.
std::string pair_text(line_pair const& pair, std::optional<std::chrono::nanoseconds> tolerance) {
  if (pair.after == nullptr) return "  - " + line_text(*pair.before) + '\n';
  if (pair.before == nullptr) return "  + " + line_text(*pair.after) + '\n';
  auto const other_gap = gaps_differ(*pair.before, *pair.after, tolerance);
  if (*pair.before == *pair.after && !other_gap) return {};
  std::set<std::string> names;
  for (auto const& each : pair.before->fields) names.insert(each.first);
  for (auto const& each : pair.after->fields) names.insert(each.first);
  auto text = "  ! " + line_text(*pair.before) + '\n';
  for (auto const& name : names) {
    auto const was = field_of(*pair.before, name);
    auto const is = field_of(*pair.after, name);
    if (was != is) text.append("      ").append(name).append("  ").append(was).append(" -> ").append(is).append("\n");
  }
  if (other_gap) text += "      gap  " + gap_text(pair.before->gap) + " -> " + gap_text(pair.after->gap) + '\n';
  return text;
}

}  // namespace

journal_difference compare_journals(journal_groups const& before, journal_groups const& after,
                                    std::optional<std::chrono::nanoseconds> gap_tolerance) {
  static lines const none;
  std::set<std::string> names;
  for (auto const& each : before) names.insert(each.first);
  for (auto const& each : after) names.insert(each.first);
  journal_difference made;
  for (auto const& name : names) {
    auto const a = before.find(name);
    auto const b = after.find(name);
    std::string text;
    for (auto const& pair : align(a == before.end() ? none : a->second, b == after.end() ? none : b->second)) {
      auto const of_pair = pair_text(pair, gap_tolerance);
      made.differences += of_pair.empty() ? 0 : 1;
      text += of_pair;
    }
    if (!text.empty()) made.text.append(name).append("\n").append(text);
  }
  return made;
}

}  // namespace dataarts::mock::program
