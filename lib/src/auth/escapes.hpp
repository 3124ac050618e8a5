#ifndef DATAARTS_AUTH_ESCAPES_HPP
#define DATAARTS_AUTH_ESCAPES_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::auth {

/// A text, perhaps with its escapes resolved, and where each of its bytes stood at first.
struct traced_text {
  struct place {
    std::size_t begin;
    std::size_t end;
  };

  std::string_view bytes;
  std::string room;           ///< what `bytes` refers to, if anything was resolved
  std::vector<place> places;  ///< of each byte; empty: they stand where they stood

  place of(std::size_t at) const noexcept { return places.empty() ? place{at, at + 1} : places[at]; }
};

enum class escaping {
  json,     ///< `\u002b`, `\/`, `\"`, `\n`; `\x2b`, too, as logs have it
  percent,  ///< `%2B`
  html,     ///< `&#43;`, `&#x2B;`, `&amp;`
};

inline constexpr escaping all_escapings[] = {escaping::json, escaping::percent, escaping::html};

/// Resolves one layer of escapes; what is none stays, and one that the end of the text has cut is left out. False if
/// there is none, with nothing in `made`.
bool resolve(escaping which, traced_text const& from, traced_text& made);

}  // namespace dataarts::auth

#endif
