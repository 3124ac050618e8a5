#ifndef DATAARTS_AUTH_SECRET_HIDER_HPP
#define DATAARTS_AUTH_SECRET_HIDER_HPP

#include "escapes.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::auth {

/// Finds secrets in texts from outside and replaces them, however they are written there: as they are, escaped as in
/// JSON, percent-encoded or as HTML, one in the other up to three times, each character in any of these ways; and also
/// those whose end the text was cut off. A blank and '+' are taken for the same, since forms write one for the other.
///
/// Linear in the size of the text; nothing is allocated for a text without secrets and escapes. Thread-safe once made.
class secret_hider {
 public:
  /// The least size of a secret that is looked for, and of what a text that was cut off shows of one: fewer characters
  /// stand in any text by chance.
  static constexpr std::size_t usual_shortest = 8;

  /// Nothing if `secret` is shorter than `shortest`.
  void add(std::string_view secret, std::size_t shortest = usual_shortest);

  /// Hides the hex digits, from `usual_shortest` of them on, that follow `mark`.
  void add_hex_after(std::string_view mark);

  void hide(std::string& text) const;

 private:
  /// What is looked for.
  struct pattern {
    std::string what;
    std::vector<std::uint32_t> fallbacks;  ///< of Knuth, Morris and Pratt: how much is matched after a mismatch
    std::size_t shortest = 0;
    bool marks_hex = false;  ///< not itself the secret, but the digits behind it
  };
  struct range {
    std::size_t begin;
    std::size_t end;
  };

  void add_pattern(std::string_view what, std::size_t shortest, bool marks_hex);
  void look(traced_text const& text, std::size_t whole_size, unsigned layers, std::vector<range>& found) const;
  static void look_for(pattern const& which, traced_text const& text, std::size_t whole_size,
                       std::vector<range>& found);

  std::vector<pattern> patterns_;
};

}  // namespace dataarts::auth

#endif
