#include "histogram/base64.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <cstddef>

namespace dataarts::load {
namespace {

// OpenSSL counts in int, and accepts blanks around and '=' within, so both are looked at here. Pieces of this many
// bytes need no padding within the text.
constexpr std::size_t piece_bytes = std::size_t{3} << 20U;
constexpr std::size_t piece_chars = piece_bytes / 3 * 4;

bool is_base64_char(char c) noexcept {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
}

unsigned char const* as_bytes(char const* text) noexcept {
  return reinterpret_cast<unsigned char const*>(text);  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
}

}  // namespace

std::string encode_base64(std::span<std::uint8_t const> bytes) {
  std::vector<unsigned char> chars((bytes.size() + 2) / 3 * 4 + 1);  // and its zero
  std::size_t made = 0;
  while (!bytes.empty()) {
    auto const piece = bytes.first(std::min(bytes.size(), piece_bytes));
    made +=
        static_cast<std::size_t>(EVP_EncodeBlock(chars.data() + made, piece.data(), static_cast<int>(piece.size())));
    bytes = bytes.subspan(piece.size());
  }
  return {chars.begin(), chars.begin() + static_cast<std::ptrdiff_t>(made)};
}

std::optional<std::vector<std::uint8_t>> decode_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  if (!std::all_of(text.begin(), text.end() - static_cast<std::ptrdiff_t>(padding), is_base64_char))
    return std::nullopt;

  std::vector<std::uint8_t> bytes(text.size() / 4 * 3);
  std::size_t made = 0;
  while (!text.empty()) {
    auto const piece = text.substr(0, piece_chars);
    auto const count = EVP_DecodeBlock(bytes.data() + made, as_bytes(piece.data()), static_cast<int>(piece.size()));
    if (count < 0) return std::nullopt;
    made += static_cast<std::size_t>(count);
    text.remove_prefix(piece.size());
  }
  bytes.resize(made - padding);
  return bytes;
}

}  // namespace dataarts::load
