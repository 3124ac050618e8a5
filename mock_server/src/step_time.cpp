#include <dataarts/mock/step_time.hpp>

#include <stdexcept>
#include <string>

namespace dataarts::mock {
namespace {

std::string in_seconds(std::chrono::nanoseconds value) {
  return std::to_string(std::chrono::duration<double>(value).count()) + " s";
}

void check_range(std::chrono::nanoseconds value) {
  if (value < std::chrono::nanoseconds::zero() || value > step_time::longest) {
    throw std::invalid_argument("a time is " + in_seconds(value) + "; it has to be between 0 and 10 years");
  }
}

}  // namespace

step_time::step_time(form shape, std::chrono::nanoseconds first, std::chrono::nanoseconds second)
    : shape_(shape), first_(first), second_(second) {
  check_range(first);
  check_range(second);
}

step_time step_time::uniform(std::chrono::nanoseconds least, std::chrono::nanoseconds most) {
  if (least > most) {
    throw std::invalid_argument("the least of a uniform time is " + in_seconds(least) +
                                "; it has to be no more than the most, " + in_seconds(most));
  }
  return {form::uniform, least, most};
}

step_time step_time::lognormal(std::chrono::nanoseconds median, std::chrono::nanoseconds p99) {
  if (median <= std::chrono::nanoseconds::zero()) {
    throw std::invalid_argument("the median of a lognormal time is " + in_seconds(median) +
                                "; it has to be more than 0");
  }
  if (p99 < median) {
    throw std::invalid_argument("the p99 of a lognormal time is " + in_seconds(p99) +
                                "; it has to be no less than the median, " + in_seconds(median));
  }
  return {form::lognormal, median, p99};
}

}  // namespace dataarts::mock
