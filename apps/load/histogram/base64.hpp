#ifndef DATAARTS_LOAD_HISTOGRAM_BASE64_HPP
#define DATAARTS_LOAD_HISTOGRAM_BASE64_HPP

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::load {

/// Base64 of RFC 4648, with padding, in one line.
std::string encode_base64(std::span<std::uint8_t const> bytes);

/// Nothing for what is not exactly that.
std::optional<std::vector<std::uint8_t>> decode_base64(std::string_view text);

}  // namespace dataarts::load

#endif
