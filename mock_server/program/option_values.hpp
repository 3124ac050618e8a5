#ifndef DATAARTS_MOCK_PROGRAM_OPTION_VALUES_HPP
#define DATAARTS_MOCK_PROGRAM_OPTION_VALUES_HPP

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace dataarts::mock::program {

/// What was given for the options of `option_table`, by flag.
class option_values {
 public:
  void set(std::string_view flag, std::string text) { given_[flag] = std::move(text); }

  /// Does nothing for what is set already.
  void set_default(std::string_view flag, std::string const& text) { given_.try_emplace(flag, text); }

  /// Null: not given.
  std::string const* find(std::string_view flag) const {
    auto const found = given_.find(flag);
    return found == given_.end() ? nullptr : &found->second;
  }

 private:
  std::map<std::string_view, std::string> given_;
};

}  // namespace dataarts::mock::program

#endif
