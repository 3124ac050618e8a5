#ifndef DATAARTS_MOCK_RUNS_PATTERN_INDEX_HPP
#define DATAARTS_MOCK_RUNS_PATTERN_INDEX_HPP

#include "runs/text_hash.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dataarts::mock::runs {

struct prepared_rule;

/// Rules in the order in which they hold, those first that hold last: a rule that is added goes to the end most of the
/// time.
using ranked_rules = std::vector<prepared_rule const*>;

void insert(ranked_rules& to, prepared_rule const* rule);

/// Rules by what stands before the first `*` of a pattern, so that a request looks only at those that may match.
class pattern_index {
 public:
  void add(std::string_view pattern, prepared_rule const* rule) {
    auto const prefix = pattern.substr(0, pattern.find('*'));
    insert(by_prefix_[std::string(prefix)], rule);
    auto const at = std::lower_bound(sizes_.begin(), sizes_.end(), prefix.size());
    if (at == sizes_.end() || *at != prefix.size()) sizes_.insert(at, prefix.size());
  }

  /// Calls with each list of rules whose patterns begin as the name does.
  template <class What>
  void for_each_list(std::string_view name, What what) const {
    for (auto const size : sizes_) {
      if (size > name.size()) return;
      auto const found = by_prefix_.find(name.substr(0, size));
      if (found != by_prefix_.end()) what(found->second);
    }
  }

 private:
  std::unordered_map<std::string, ranked_rules, text_hash, std::equal_to<>> by_prefix_;
  std::vector<std::size_t> sizes_;  // of the prefixes, each once, in order
};

}  // namespace dataarts::mock::runs

#endif
