#include <dataarts/mock/expectation.hpp>

#include "problem_list.hpp"

#include <cmath>
#include <string>
#include <type_traits>

namespace dataarts::mock {
namespace {

template <class T>
void check_expected(problem_list& found, char const* name, expected_range<T> const& range) {
  if (range.min && range.max && *range.max < *range.min) {
    found.add(std::string("expect.") + name + ".max is below min; it has to be at least min");
  }
}

template <class T>
void check_not_negative(problem_list& found, char const* name, expected_range<T> const& range) {
  auto const wrong = [](std::optional<T> const& value) {
    if (!value) return false;
    if constexpr (std::is_same_v<T, double>) {
      return !std::isfinite(*value) || *value < 0;
    } else {
      return *value < T::zero();
    }
  };
  for (auto const* side : {"min", "max"}) {
    if (!wrong(side[1] == 'i' ? range.min : range.max)) continue;
    found.add(std::string("expect.") + name + '.' + side + " is negative; it has to be at least 0");
  }
}

}  // namespace

void expectation::validate() const {
  problem_list found;
  check_not_negative(found, "gap", gap);
  check_not_negative(found, "backoff", backoff);
  check_not_negative(found, "jitter", jitter);
  check_expected(found, "polls", polls);
  check_expected(found, "gap", gap);
  check_expected(found, "backoff", backoff);
  check_expected(found, "jitter", jitter);
  if (in_flight && *in_flight == 0) {
    found.add("expect.in_flight is 0; it has to be at least 1, since each query counts itself");
  }
  found.throw_any();
}

}  // namespace dataarts::mock
