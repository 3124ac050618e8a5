#ifndef DATAARTS_MOCK_RUNS_RULE_LINE_HPP
#define DATAARTS_MOCK_RUNS_RULE_LINE_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace dataarts::mock::runs {

class run_course;
struct prepared_rule;

/// What a query of a remembered run needs of the rule that the run follows. The rules themselves are large and far
/// apart; these are small, and those of rules that were loaded together are next to each other.
struct alignas(32) rule_line {
  run_course const* course = nullptr;  ///< null: the rule has an answer instead
  prepared_rule const* rule = nullptr;
  char const* name_begin = nullptr;
  std::uint32_t name_size = 0;
  bool expects = false;  ///< whether the rule's log has to know of each query

  std::string_view name() const noexcept { return {name_begin, name_size}; }
};

static_assert(sizeof(rule_line) == 32);

/// Gives lines out, one after another. A block of them lasts as long as one of its lines is in use.
class rule_line_store {
 public:
  std::shared_ptr<rule_line> next() {
    if (used_ == in_block) {
      block_ = std::make_shared<block>();
      used_ = 0;
    }
    return {block_, &(*block_)[used_++]};
  }

 private:
  static constexpr std::size_t in_block = 128;
  using block = std::array<rule_line, in_block>;

  std::shared_ptr<block> block_;
  std::size_t used_ = in_block;
};

}  // namespace dataarts::mock::runs

#endif
