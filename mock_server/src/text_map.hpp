#ifndef DATAARTS_MOCK_TEXT_MAP_HPP
#define DATAARTS_MOCK_TEXT_MAP_HPP

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dataarts::mock {

struct text_hash : std::hash<std::string_view> {
  using is_transparent = void;
};

/// By texts. To look for one, nothing is allocated.
template <class T>
using text_map = std::unordered_map<std::string, T, text_hash, std::equal_to<>>;

}  // namespace dataarts::mock

#endif
