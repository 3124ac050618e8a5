#ifndef DATAARTS_MOCK_SCENARIO_SWEEP_HPP
#define DATAARTS_MOCK_SCENARIO_SWEEP_HPP

#include <boost/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts::mock::scenarios {

/// The values that stand for `{variable}` in an instance, all combinations of them in the order of writing.
struct sweep_variable {
  std::string name;
  std::vector<std::string> values;
};

/// The most instances that one may be made into.
inline constexpr std::size_t most_swept = 100'000;

/// The numbers of `"0..9"` or `"0..end"`, both ends included.
/// @param end  is asked for the value of `end`; may throw
/// Nothing if the text is no range, or one of more than `most_swept` numbers.
std::vector<std::string> sweep_range(std::string_view text, std::function<std::uint64_t()> const& end);

/// The value, with `{name}` replaced in all texts below it, names of members left as they are.
boost::json::value replace_variables(boost::json::value const& in,
                                     std::vector<std::pair<std::string_view, std::string_view>> const& values);

/// Whether `{name}` stands in a text of it.
bool uses_variable(boost::json::value const& value, std::string_view name);

/// The names that stand in the text as variables do: `{name}`, of letters, digits and underscores.
std::vector<std::string_view> variables_in(std::string_view text);

/// Calls `what` for each combination, the last variable changing fastest, until it returns false.
void for_each_combination(
    std::vector<sweep_variable> const& variables,
    std::function<bool(std::vector<std::pair<std::string_view, std::string_view>> const&)> const& what);

}  // namespace dataarts::mock::scenarios

#endif
