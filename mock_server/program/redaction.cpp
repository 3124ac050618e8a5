#include "redaction.hpp"

#include "ascii.hpp"
#include "scenario/secret_shape.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace dataarts::mock::program {
namespace {

bool is_letter_or_digit(char c) { return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'z'); }

// What a secret may consist of.
bool is_run_character(char c) { return is_letter_or_digit(c) || c == '-' || c == '_' || c == '+' || c == '/'; }

bool is_word_character(char c) { return is_letter_or_digit(c) || c == '-' || c == '_' || (c & 0x80) != 0; }

std::size_t run_end(std::string_view text, std::size_t at) {
  while (at < text.size() && is_run_character(text[at])) ++at;
  return at;
}

}  // namespace

std::string without_secret_shapes(std::string_view text) {
  std::string made;
  for (std::size_t at = 0; at < text.size();) {
    auto end = run_end(text, at);
    if (end == at) {
      made += text[at++];
      continue;
    }
    // The shape of a web token is known by the full stop behind its first part.
    if (scenarios::secret_shape(text.substr(at, end - at + 1)).empty()) {
      made.append(text.substr(at, end - at));
    } else {
      while (end < text.size() && text[end] == '.' && run_end(text, end + 1) > end + 1) end = run_end(text, end + 1);
      made += "REDACTED";
    }
    at = end;
  }
  return made;
}

std::string const& aliases::of(std::string_view kind, std::string_view name) {
  if (auto const found = known_.find(name); found != known_.end()) return found->second;
  auto const number = std::all_of(name.begin(), name.end(), is_digit);
  auto alias = number ? std::string(name) : std::string(kind) + '-' + std::to_string(++numbers_[std::string(kind)]);
  return known_.emplace(name, std::move(alias)).first->second;
}

std::string aliases::apply(std::string_view text) const {
  constexpr std::size_t shortest = 6;
  // The longest first: one name may be a part of another.
  std::vector<std::pair<std::string const, std::string> const*> order;
  for (auto const& each : known_) {
    if (each.first.size() >= shortest && each.first != each.second) order.push_back(&each);
  }
  std::sort(order.begin(), order.end(), [](auto const* a, auto const* b) {
    return a->first.size() != b->first.size() ? a->first.size() > b->first.size() : a->first < b->first;
  });
  std::string made;
  for (std::size_t at = 0; at < text.size();) {
    auto const begins = at == 0 || !is_word_character(text[at - 1]);
    auto const found = std::find_if(order.begin(), order.end(), [&](auto const* each) {
      auto const end = at + each->first.size();
      return text.substr(at).starts_with(each->first) && (end == text.size() || !is_word_character(text[end]));
    });
    if (begins && found != order.end()) {
      made += (*found)->second;
      at += (*found)->first.size();
    } else {
      made += text[at++];
    }
  }
  return made;
}

}  // namespace dataarts::mock::program
