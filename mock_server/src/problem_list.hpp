#ifndef DATAARTS_MOCK_PROBLEM_LIST_HPP
#define DATAARTS_MOCK_PROBLEM_LIST_HPP

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace dataarts::mock {

/// One thing that is wrong with a value.
struct value_problem {
  std::string text;  ///< begins with the path of the part: "timeline[1].polls is 0; it has to be at least 1"

  /// Parts whose own mistakes explain this one: a step whose time could not be read has none, which is no news.
  std::vector<std::string> because_of = {};
};

/// All that is wrong with a value; `what()` has a line for each.
class invalid_value : public std::invalid_argument {
 public:
  explicit invalid_value(std::vector<value_problem> problems)
      : std::invalid_argument(all_of(problems)), problems_(std::move(problems)) {}

  std::vector<value_problem> const& problems() const noexcept { return problems_; }

 private:
  static std::string all_of(std::vector<value_problem> const& problems) {
    std::string all;
    for (auto const& each : problems) all.append(all.empty() ? "" : "\n").append(each.text);
    return all;
  }

  std::vector<value_problem> problems_;
};

/// Collects them, so that all are told at once.
class problem_list {
 public:
  void add(std::string text, std::vector<std::string> because_of = {}) {
    found_.push_back({std::move(text), std::move(because_of)});
  }

  /// What `check` throws, each with `before` in front.
  template <class Check>
  void add_from(std::string const& before, std::vector<std::string> const& because_of, Check check) {
    try {
      check();
    } catch (invalid_value const& wrong) {
      for (auto const& each : wrong.problems()) add(before + each.text, because_of);
    } catch (std::invalid_argument const& wrong) {
      add(before + wrong.what(), because_of);
    }
  }

  /// Throws `invalid_value` if there is any.
  void throw_any() const {
    if (!found_.empty()) throw invalid_value(found_);
  }

 private:
  std::vector<value_problem> found_;
};

}  // namespace dataarts::mock

#endif
