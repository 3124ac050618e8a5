#include <dataarts/mock/expectation.hpp>

#include <cmath>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace dataarts::mock {
namespace {

template <class T>
void check_expected(char const* name, expected_range<T> const& range) {
  if (range.min && range.max && *range.max < *range.min) {
    throw std::invalid_argument(std::string("expect.") + name + ".max is below min; it has to be at least min");
  }
}

template <class T>
void check_not_negative(char const* name, expected_range<T> const& range) {
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
    throw std::invalid_argument(std::string("expect.") + name + '.' + side + " is negative; it has to be at least 0");
  }
}

}  // namespace

void expectation::validate() const {
  check_not_negative("gap", gap);
  check_not_negative("backoff", backoff);
  check_not_negative("jitter", jitter);
  check_expected("polls", polls);
  check_expected("gap", gap);
  check_expected("backoff", backoff);
  check_expected("jitter", jitter);
  if (in_flight && *in_flight == 0) {
    throw std::invalid_argument("expect.in_flight is 0; it has to be at least 1, since each query counts itself");
  }
}

}  // namespace dataarts::mock
