#ifndef DATAARTS_MOCK_PROGRAM_REDACTION_HPP
#define DATAARTS_MOCK_PROGRAM_REDACTION_HPP

#include <map>
#include <string>
#include <string_view>

namespace dataarts::mock::program {

/// The text with `REDACTED` in place of all that has the form of an access key, a secret key or a token.
std::string without_secret_shapes(std::string_view text);

/// Stable other names for ids and names: the same one gets the same alias, wherever it stands.
class aliases {
 public:
  /// The alias of a name, such as `SCRIPT-1` for the first of its kind. A name that is a number is its own alias: in a
  /// body it may be a number, or one of many.
  std::string const& of(std::string_view kind, std::string_view name);

  /// The text with the aliases in place of the names that it has as whole words. Names of less than six characters
  /// stay, as they may be any word.
  std::string apply(std::string_view text) const;

 private:
  std::map<std::string, std::string, std::less<>> known_;
  std::map<std::string, int, std::less<>> numbers_;
};

}  // namespace dataarts::mock::program

#endif
