#ifndef DATAARTS_MOCK_SCENARIO_JSON_SYNTAX_HPP
#define DATAARTS_MOCK_SCENARIO_JSON_SYNTAX_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dataarts::mock::scenarios {

/// Why a text is no JSON.
struct syntax_mistake {
  std::size_t at;
  std::string message;  ///< what stands there, and what would be right
};

/// The first mistake between the parts of a text that a parser refused; none if it is inside of a text or a number.
/// @param relaxed  comments and trailing commas are allowed
/// @param secret   no words of the text are repeated
std::optional<syntax_mistake> find_syntax_mistake(std::string_view text, bool relaxed, bool secret);

}  // namespace dataarts::mock::scenarios

#endif
