#ifndef DATAARTS_MOCK_COVERAGE_HPP
#define DATAARTS_MOCK_COVERAGE_HPP

#include <cstddef>
#include <string>
#include <vector>

namespace dataarts::mock {

/// Which parts of the rules were seen by a client.
struct coverage {
  struct item {
    std::string what;  ///< `step 0 LAUNCHING`, `LAUNCHING -> RUNNING`, `answer dlf6201`, `fault slow-tail`
    bool seen = false;
  };
  struct of_rule {
    std::string rule;
    std::vector<item> items;
  };
  std::vector<of_rule> rules;  ///< in the order in which they were added

  std::size_t items() const noexcept;
  std::size_t seen() const noexcept;

  /// 0 to 100; 100 if there is nothing to be seen.
  double percent() const noexcept;
};

/// For people: the percentage, and what was not seen.
std::string to_text(coverage const& what);

}  // namespace dataarts::mock

#endif
