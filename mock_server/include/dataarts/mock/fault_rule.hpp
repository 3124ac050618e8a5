#ifndef DATAARTS_MOCK_FAULT_RULE_HPP
#define DATAARTS_MOCK_FAULT_RULE_HPP

#include <dataarts/mock/answer.hpp>
#include <dataarts/mock/step_time.hpp>
#include <dataarts/mock/wire_fault.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dataarts::mock {

/// Which queries of a run a fault befalls. Queries are counted for each instance, from 1.
class fault_polls {
 public:
  enum class form { every, first, one, every_nth, rate };

  static fault_polls every() noexcept { return {form::every, 1}; }

  /// These throw `std::invalid_argument` when the number is 0.
  static fault_polls first(std::uint64_t n);      ///< the first n
  static fault_polls one(std::uint64_t n);        ///< the n-th
  static fault_polls every_nth(std::uint64_t n);  ///< the n-th, the 2n-th …

  /// That share of them, 0 to 1, drawn for each. Throws `std::invalid_argument` when out of range.
  static fault_polls rate(double share);

  form which() const noexcept { return which_; }
  std::uint64_t n() const noexcept { return n_; }
  double share() const noexcept { return share_; }

 private:
  fault_polls(form which, std::uint64_t n) noexcept : which_(which), n_(n) {}

  form which_;
  std::uint64_t n_;
  double share_ = 0;
};

/// Something that goes wrong with queries for the runs of a rule: later than it should, cut off on its way, or another
/// answer. The query counts, and its run goes on, as if nothing had gone wrong.
///
/// What is drawn depends on the seed, the name of the fault, the script, the instance and the number of the query, and
/// on nothing else: not on threads, other clients or the workspace. It is worked out in whole numbers, so that it is
/// the same on every machine.
struct fault_rule {
  std::string name = {};  ///< for messages and draws; needed, and no other fault of the rule has it
  fault_polls on = fault_polls::every();

  /// How much later the answer is sent, drawn for each query.
  std::optional<step_time> delay = {};

  /// What happens to the bytes.
  std::shared_ptr<wire_fault const> wire = {};

  /// In place of the state. As any answer, it may have a `Retry-After`.
  std::shared_ptr<mock::answer const> answer = {};

  /// Whether the fault befalls the n-th query for an instance, with that seed of `script_runs_options`.
  bool befalls(std::uint64_t seed, std::string_view script, std::string_view instance, std::uint64_t nth) const;

  /// By how much it delays that query, if it befalls it.
  std::chrono::nanoseconds delay_of(std::uint64_t seed, std::string_view script, std::string_view instance,
                                    std::uint64_t nth) const;

  /// Throws `std::invalid_argument`: "name is empty …", with what would be right. A fault has a delay, or one of wire
  /// and answer, or a delay and one of them.
  void validate() const;
};

}  // namespace dataarts::mock

#endif
