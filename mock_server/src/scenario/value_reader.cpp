#include "scenario/value_reader.hpp"

#include <parse_duration.hpp>

#include <boost/json/object.hpp>

#include <charconv>
#include <optional>
#include <stdexcept>
#include <system_error>

namespace dataarts::mock::scenarios {
namespace {

namespace json = boost::json;

template <class Number>
std::optional<Number> read_number(json::value const& from, bool texts_count) {
  json::error_code problem;
  auto const* text = from.if_string();
  if (text == nullptr) {
    auto const made = from.is_double() ? Number{} : from.to_number<Number>(problem);
    return problem || from.is_double() ? std::nullopt : std::optional(made);
  }
  Number made{};
  auto const* end = text->data() + text->size();
  auto const [stop, wrong] = std::from_chars(text->data(), end, made);
  return texts_count && wrong == std::errc() && stop == end ? std::optional(made) : std::nullopt;
}

}  // namespace

std::uint64_t value_reader::count_at(json::value const& from, std::uint64_t least) const {
  auto const value = read_number<std::uint64_t>(from, texts_count_);
  if (!value || *value < least) refuse("is not a whole number of " + std::to_string(least) + " or more");
  return *value;
}

std::int64_t value_reader::number_at(json::value const& from) const {
  auto const value = read_number<std::int64_t>(from, texts_count_);
  if (!value) refuse("is not a whole number");
  return *value;
}

double value_reader::share_at(json::value const& from) const {
  if (!from.is_number()) refuse("is not a number between 0 and 1");
  return from.to_number<double>();
}

bool value_reader::truth_at(json::value const& from) const {
  auto const* value = from.if_bool();
  if (value == nullptr) refuse("is neither true nor false");
  return *value;
}

std::chrono::nanoseconds value_reader::duration_at(json::value const& from) const {
  auto const* text = from.if_string();
  auto const made = text == nullptr ? std::nullopt : common::parse_duration({text->data(), text->size()});
  if (!made) refuse(R"(is not a duration, such as "250ms", "5s" or "9m30s")");
  return *made;
}

// Two members that are durations, both needed.
step_time value_reader::pair_at(json::value const& from, std::string_view first, std::string_view second,
                                step_time (*make)(std::chrono::nanoseconds, std::chrono::nanoseconds)) {
  auto const& object = object_at(from);
  std::string_view const known[] = {first, second};
  auto const before = problems();
  refuse_unknown(object, known);
  std::array<std::chrono::nanoseconds, 2> made{};
  for (std::size_t i = 0; i < 2; ++i) {
    if (!object.contains(json::string_view(known[i]))) note("has no " + std::string(known[i]), {known[i]});
    with(object, known[i], [&](json::value const& each) { made[i] = duration_at(each); });
  }
  if (problems() != before) return std::chrono::nanoseconds::zero();
  try {
    return make(made[0], made[1]);
  } catch (std::invalid_argument const& found) {
    refuse(std::string("is not possible: ") + found.what());
  }
}

step_time value_reader::time_at(json::value const& from) {
  auto const* object = from.if_object();
  if (object == nullptr) return duration_at(from);
  static constexpr std::string_view known[] = {"uniform", "lognormal"};
  auto const before = problems();
  refuse_unknown(*object, known);
  std::optional<step_time> made;
  with(*object, "uniform", [&](json::value const& each) { made = pair_at(each, "min", "max", step_time::uniform); });
  with(*object, "lognormal",
       [&](json::value const& each) { made = pair_at(each, "median", "p99", step_time::lognormal); });
  if (problems() == before && (!made || object->size() != 1)) {
    refuse(R"(is neither a duration nor {"uniform": …} or {"lognormal": …})");
  }
  return made ? *made : std::chrono::nanoseconds::zero();
}

}  // namespace dataarts::mock::scenarios
