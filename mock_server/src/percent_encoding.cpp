#include "percent_encoding.hpp"

#include "ascii.hpp"

namespace dataarts::mock {
namespace {

bool is_unreserved(char c) {
  auto const small = to_lower(c);
  return (small >= 'a' && small <= 'z') || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

}  // namespace

bool append_percent_decoded(std::string& to, std::string_view text) {
  bool well_formed = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      to += text[i];
      continue;
    }
    auto const high = text.size() - i < 3 ? -1 : hex_value(text[i + 1]);
    auto const low = text.size() - i < 3 ? -1 : hex_value(text[i + 2]);
    if (high < 0 || low < 0) {
      well_formed = false;
      to += '%';
      continue;
    }
    to += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return well_formed;
}

std::string percent_decoded(std::string_view text) {
  std::string made;
  append_percent_decoded(made, text);
  return made;
}

void append_percent_encoded(std::string& to, std::string_view bytes) {
  constexpr char digits[] = "0123456789ABCDEF";
  for (auto const c : bytes) {
    if (is_unreserved(c)) {
      to += c;
    } else {
      auto const byte = static_cast<unsigned char>(c);
      to.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
  }
}

std::string percent_encoded(std::string_view bytes) {
  std::string made;
  append_percent_encoded(made, bytes);
  return made;
}

}  // namespace dataarts::mock
