#ifndef DATAARTS_MOCK_RULE_OUTLINE_HPP
#define DATAARTS_MOCK_RULE_OUTLINE_HPP

#include <dataarts/mock/near_miss.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace dataarts::mock {

/// What a rule matches.
struct rule_outline {
  std::string_view name;
  std::optional<std::string_view> script;
  std::optional<std::string_view> instance;
  std::optional<std::string_view> workspace;
  bool executed_only = false;  ///< starts with execute

  /// Where the script that is asked for is listed, if that keeps a rule without a workspace from holding; else empty.
  std::string_view listed_elsewhere = {};
};

std::vector<near_miss> near_misses_of(request_view const& request, std::span<rule_outline const> rules,
                                      std::size_t most);

}  // namespace dataarts::mock

#endif
