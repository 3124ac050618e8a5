#ifndef DATAARTS_APPS_SUGGEST_HPP
#define DATAARTS_APPS_SUGGEST_HPP

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace dataarts::apps {

/// The candidate that was probably meant by `word`: the one with the fewest typing slips (a letter too many, too few,
/// wrong, or two neighbours swapped), if these are few for the length of the word. A word that only begins a
/// candidate means it too.
std::optional<std::string_view> closest(std::string_view word, std::span<std::string_view const> candidates);

/// "; did you mean CANDIDATE?", or nothing if no candidate is close.
std::string did_you_mean(std::string_view word, std::span<std::string_view const> candidates);

}  // namespace dataarts::apps

#endif
