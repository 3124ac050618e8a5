#include "scenario/expectation_reader.hpp"

#include <boost/json/object.hpp>

namespace dataarts::mock::scenarios {

namespace json = boost::json;

expectation expectation_reader::expectation_at(json::value const& from) {
  auto const& object = object_at(from);
  static constexpr std::string_view known[] = {"polls",          "gap",      "backoff",     "jitter",   "signed",
                                               "after_terminal", "terminal", "retry_after", "in_flight"};
  refuse_unknown(object, known);
  expectation made;
  auto const number = [&](json::value const& each) {
    if (!each.is_number()) refuse("is not a number");
    return each.to_number<double>();
  };
  read_range(made.polls, object, "polls", [&](json::value const& each) { return count_at(each, 0); });
  read_range(made.gap, object, "gap", [&](json::value const& each) { return duration_at(each); });
  read_range(made.backoff, object, "backoff", number);
  read_range(made.jitter, object, "jitter", number);
  with(object, "signed", [&](json::value const& each) { made.is_signed = truth_at(each); });
  with(object, "after_terminal", [&](json::value const& each) { made.after_terminal = count_at(each, 0); });
  with(object, "terminal", [&](json::value const& each) { made.terminal = truth_at(each); });
  with(object, "retry_after", [&](json::value const& each) { made.retry_after = truth_at(each); });
  with(object, "in_flight", [&](json::value const& each) { made.in_flight = count_at(each, 1); });
  return made;
}

}  // namespace dataarts::mock::scenarios
