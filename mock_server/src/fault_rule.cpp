#include <dataarts/mock/fault_rule.hpp>

#include "runs/fault_plan.hpp"

#include <stdexcept>

namespace dataarts::mock {
namespace {

std::uint64_t at_least_1(std::uint64_t n, char const* what) {
  if (n == 0) throw std::invalid_argument(std::string(what) + " is 0; it has to be at least 1");
  return n;
}

}  // namespace

fault_polls fault_polls::first(std::uint64_t n) { return {form::first, at_least_1(n, "first")}; }
fault_polls fault_polls::one(std::uint64_t n) { return {form::one, at_least_1(n, "the number of a poll")}; }
fault_polls fault_polls::every_nth(std::uint64_t n) { return {form::every_nth, at_least_1(n, "every")}; }

fault_polls fault_polls::rate(double share) {
  if (!(share >= 0 && share <= 1)) {
    throw std::invalid_argument("rate is " + std::to_string(share) + "; it has to be a share between 0 and 1");
  }
  fault_polls made(form::rate, 1);
  made.share_ = share;
  return made;
}

bool fault_rule::befalls(std::uint64_t seed, std::string_view script, std::string_view instance,
                         std::uint64_t nth) const {
  return runs::fault_draws(name).befalls(on, {seed, script, instance}, nth);
}

std::chrono::nanoseconds fault_rule::delay_of(std::uint64_t seed, std::string_view script, std::string_view instance,
                                              std::uint64_t nth) const {
  return delay ? runs::fault_draws(name).delay(*delay, {seed, script, instance}, nth) : std::chrono::nanoseconds();
}

void fault_rule::validate() const {
  if (name.empty()) throw std::invalid_argument("name is empty; a fault needs a name, which its draws depend on");
  if (wire && answer) throw std::invalid_argument("wire stands beside an answer; a fault has one of the two");
  if (!delay && !wire && !answer) {
    throw std::invalid_argument("delay, wire and answer are all missing; a fault has to do something");
  }
}

}  // namespace dataarts::mock
