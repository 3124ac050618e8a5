#ifndef DATAARTS_MOCK_SCENARIO_VALUE_READER_HPP
#define DATAARTS_MOCK_SCENARIO_VALUE_READER_HPP

#include <dataarts/mock/step_time.hpp>

#include "scenario/json_reader.hpp"

#include <did_you_mean.hpp>

#include <boost/json/value.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace dataarts::mock::scenarios {

template <class Value>
using named_values = std::pair<std::string_view, Value>;

/// Reads the values that scenario files are made of: numbers, durations, names out of a list.
class value_reader : public json_reader {
 protected:
  value_reader(std::string_view text, std::string name) : json_reader(text, std::move(name), form::relaxed) {}

  /// While this is set, a number may be a text: what stands for a variable of a sweep is one.
  bool texts_count_ = false;

  std::uint64_t count_at(boost::json::value const& from, std::uint64_t least) const;
  std::int64_t number_at(boost::json::value const& from) const;
  double share_at(boost::json::value const& from) const;
  bool truth_at(boost::json::value const& from) const;
  std::chrono::nanoseconds duration_at(boost::json::value const& from) const;

  /// A duration, or `{"uniform": {"min": …, "max": …}}`, or `{"lognormal": {"median": …, "p99": …}}`.
  step_time time_at(boost::json::value const& from);

  template <class Value, std::size_t Size>
  Value one_of(boost::json::value const& from, std::array<named_values<Value>, Size> const& allowed) const {
    std::array<std::string_view, Size> names;
    std::string all;
    for (std::size_t i = 0; i < Size; ++i) {
      names[i] = allowed[i].first;
      all.append(i == 0 ? "" : i + 1 == Size ? " or " : ", ").append(names[i]);
    }
    auto const* text = from.if_string();
    if (text == nullptr) refuse("is not a text; it has to be " + all);
    std::string_view const given(text->data(), text->size());
    for (auto const& [name, value] : allowed) {
      if (given == name) return value;
    }
    refuse("is '" + std::string(given) + "'; it has to be " + all + common::did_you_mean(given, names));
  }

 private:
  step_time pair_at(boost::json::value const& from, std::string_view first, std::string_view second,
                    step_time (*make)(std::chrono::nanoseconds, std::chrono::nanoseconds));
};

}  // namespace dataarts::mock::scenarios

#endif
