#ifndef DATAARTS_MOCK_PROGRAM_VERB_LINE_HPP
#define DATAARTS_MOCK_PROGRAM_VERB_LINE_HPP

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::mock::program {

/// An option of a verb.
struct verb_option {
  std::string_view flag;
  std::string_view value;  ///< what the help calls the value; empty: a switch
  std::string_view help;
};

/// What was given behind a verb.
struct verb_line {
  std::map<std::string_view, std::string> options;  ///< by flag; a switch has an empty text
  std::vector<std::string> words;
  bool help = false;

  bool has(std::string_view flag) const { return options.contains(flag); }

  /// What was given for an option, if it was.
  std::optional<std::string> text(std::string_view flag) const {
    auto const found = options.find(flag);
    return found == options.end() ? std::nullopt : std::optional(found->second);
  }
};

/// Options may stand anywhere, and as `--flag=value`; of the same one the last holds; behind `--` all are words. Throws
/// `usage_error` for an option that is not known, or has no value.
verb_line parse_verb_line(std::vector<std::string> const& arguments, std::span<verb_option const> known);

/// "usage: dataarts-mock WORDS", what it does, and the options.
std::string verb_help(std::string_view words, std::string_view does, std::span<verb_option const> known);

}  // namespace dataarts::mock::program

#endif
