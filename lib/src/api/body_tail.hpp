#ifndef DATAARTS_API_BODY_TAIL_HPP
#define DATAARTS_API_BODY_TAIL_HPP

#include "../utf8.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dataarts {

/// The last bytes of a body before the piece at hand, where a UTF-8 sequence may have begun.
///
/// The JSON parser reports text that is not UTF-8 as a syntax error, at a place that depends on how the body was cut.
class body_tail {
 public:
  void keep(std::string_view chunk) noexcept {
    for (auto const c : chunk.substr(chunk.size() - std::min(chunk.size(), size))) {
      bytes_[0] = bytes_[1];
      bytes_[1] = bytes_[2];
      bytes_[2] = c;
    }
  }

  /// After a syntax error at byte `at` of `chunk`: where the sequence begins that is not UTF-8, if that is the reason.
  /// Counted from the start of the chunk; below 0 for one that began before it.
  std::optional<std::ptrdiff_t> invalid_utf8_at(std::string_view chunk, std::size_t at) const {
    for (std::size_t i = 0; i != size; ++i) {
      auto const here = size - i;
      if (utf8_size_from(static_cast<unsigned char>(bytes_[i])) <= here) continue;
      auto const joined = std::string(bytes_ + i, here).append(chunk.substr(0, size));
      if (!is_invalid(joined)) break;
      return -static_cast<std::ptrdiff_t>(here);
    }
    if (at < chunk.size() && is_invalid(chunk.substr(at))) return static_cast<std::ptrdiff_t>(at);
    return std::nullopt;
  }

 private:
  static constexpr std::size_t size = 3;

  static bool is_invalid(std::string_view text) noexcept {
    return first_utf8_sequence(text).what == utf8_sequence::kind::invalid;
  }

  char bytes_[size] = {};
};

}  // namespace dataarts

#endif
