#ifndef DATAARTS_COMMON_DID_YOU_MEAN_HPP
#define DATAARTS_COMMON_DID_YOU_MEAN_HPP

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::common {

/// How many typing slips lead from one word to the other: optimal string alignment, which is Levenshtein plus swapped
/// neighbours.
inline std::size_t slips(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), line(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    line[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      line[j] = std::min({above[j] + 1, line[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        line[j] = std::min(line[j], before[j - 2] + 1);
    }
    before.swap(above);
    above.swap(line);
  }
  return above[b.size()];
}

/// The candidate that was probably meant by `word`: the one with the fewest typing slips (a letter too many, too few,
/// wrong, or two neighbours swapped), if these are few for the length of the word. A word that only begins a
/// candidate means it too.
inline std::optional<std::string_view> closest(std::string_view word, std::span<std::string_view const> candidates) {
  constexpr std::size_t longest_word = 64;  // the cost is quadratic, and nothing longer is a slip
  if (word.empty() || word.size() > longest_word) return std::nullopt;

  std::optional<std::string_view> best;
  constexpr std::size_t letters_per_slip = 3;
  std::size_t fewest = std::max<std::size_t>(word.size() / letters_per_slip, 1) + 1;
  for (auto const candidate : candidates) {
    auto const count = slips(word, candidate);
    if (count < fewest) {
      fewest = count;
      best = candidate;
    }
  }
  if (best) return best;

  constexpr std::size_t shortest_prefix = 3;
  for (auto const candidate : candidates) {
    if (word.size() >= shortest_prefix && candidate.starts_with(word)) return candidate;
  }
  return std::nullopt;
}

/// "; did you mean CANDIDATE?", or nothing if no candidate is close.
inline std::string did_you_mean(std::string_view word, std::span<std::string_view const> candidates) {
  auto const meant = closest(word, candidates);
  return meant ? "; did you mean " + std::string(*meant) + "?" : std::string();
}

}  // namespace dataarts::common

#endif
