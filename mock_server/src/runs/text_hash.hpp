#ifndef DATAARTS_MOCK_RUNS_TEXT_HASH_HPP
#define DATAARTS_MOCK_RUNS_TEXT_HASH_HPP

#include <functional>
#include <string_view>

namespace dataarts::mock::runs {

/// To look for a text in a table of strings without making a string of it.
struct text_hash : std::hash<std::string_view> {
  using is_transparent = void;
};

}  // namespace dataarts::mock::runs

#endif
