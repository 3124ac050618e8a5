#ifndef DATAARTS_MOCK_RUNS_NAME_PATTERN_HPP
#define DATAARTS_MOCK_RUNS_NAME_PATTERN_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dataarts::mock::runs {

/// A text in which `*` stands for any text, the empty one included. No pattern matches everything.
class name_pattern {
 public:
  explicit name_pattern(std::optional<std::string> text);

  bool matches(std::string_view name) const noexcept;

  bool given() const noexcept { return given_; }
  std::size_t wildcards() const noexcept { return wildcards_; }  ///< one, if there is no pattern
  bool exact() const noexcept { return wildcards_ == 0; }
  std::string const& text() const noexcept { return text_; }

 private:
  bool given_;
  std::string text_;
  std::size_t wildcards_;
};

}  // namespace dataarts::mock::runs

#endif
