#include "secret_hider.hpp"

#include "../ascii.hpp"

#include <algorithm>

namespace dataarts::auth {

namespace {

/// JSON within JSON within a URL is seen; more has not been.
constexpr unsigned most_layers = 3;

bool same(char a, char b) noexcept {
  auto const folded = [](char c) { return c == '+' ? ' ' : c; };
  return folded(a) == folded(b);
}

}  // namespace

void secret_hider::add(std::string_view secret, std::size_t shortest) { add_pattern(secret, shortest, false); }

void secret_hider::add_hex_after(std::string_view mark) { add_pattern(mark, usual_shortest, true); }

void secret_hider::add_pattern(std::string_view what, std::size_t shortest, bool marks_hex) {
  if (what.size() < shortest) return;
  pattern made{std::string(what), std::vector<std::uint32_t>(what.size() + 1), shortest, marks_hex};
  for (std::size_t at = 1; at < what.size(); ++at) {
    auto matched = made.fallbacks[at];
    while (matched > 0 && !same(what[at], what[matched])) matched = made.fallbacks[matched];
    made.fallbacks[at + 1] = same(what[at], what[matched]) ? matched + 1 : 0;
  }
  patterns_.push_back(std::move(made));
}

void secret_hider::look_for(pattern const& which, traced_text const& text, std::size_t whole_size,
                            std::vector<range>& found) {
  auto const& what = which.what;
  auto const bytes = text.bytes;
  std::size_t matched = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    while (matched > 0 && !same(bytes[at], what[matched])) matched = which.fallbacks[matched];
    if (same(bytes[at], what[matched])) ++matched;
    if (matched < what.size()) continue;
    if (which.marks_hex) {
      auto end = at + 1;
      while (end < bytes.size() && hex_value(bytes[end]) >= 0) ++end;
      if (end - at > which.shortest) found.push_back({text.of(at + 1).begin, text.of(end - 1).end});
    } else {
      found.push_back({text.of(at + 1 - what.size()).begin, text.of(at).end});
    }
    matched = which.fallbacks[matched];
  }
  // The text ends in the middle of it.
  if (!which.marks_hex && matched >= which.shortest)
    found.push_back({text.of(bytes.size() - matched).begin, whole_size});
}

void secret_hider::look(traced_text const& text, std::size_t whole_size, unsigned layers,
                        std::vector<range>& found) const {
  for (auto const& each : patterns_) look_for(each, text, whole_size, found);
  if (layers == 0) return;
  for (auto const each : all_escapings) {
    traced_text resolved;
    if (resolve(each, text, resolved)) look(resolved, whole_size, layers - 1, found);
  }
}

void secret_hider::hide(std::string& text) const {
  if (patterns_.empty()) return;
  constexpr std::string_view shown = "(hidden)";
  std::vector<range> found;
  traced_text as_it_is;
  as_it_is.bytes = text;
  look(as_it_is, text.size(), most_layers, found);
  if (found.empty()) return;
  std::sort(found.begin(), found.end(), [](range const& a, range const& b) { return a.begin < b.begin; });
  std::string made;
  std::size_t done = 0;
  for (auto each = found.begin(); each != found.end();) {
    auto end = each->end;
    made.append(text, done, each->begin - done).append(shown);
    // What overlaps is hidden at once.
    for (auto const begin = each->begin; each != found.end() && (each->begin == begin || each->begin < end); ++each) {
      end = std::max(end, each->end);
    }
    done = end;
  }
  text = made.append(text, done);
}

}  // namespace dataarts::auth
