#ifndef DATAARTS_OBSERVE_OTLP_VALUE_HPP
#define DATAARTS_OBSERVE_OTLP_VALUE_HPP

#include "observe/otlp_json.hpp"
#include "one_line.hpp"

#include <dataarts/clock.hpp>
#include <dataarts/version.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace dataarts::observe {

/// 64-bit integers are texts in the JSON mapping of Protocol Buffers.
template <std::integral Number>
std::string int64_text(Number value) {
  return std::to_string(value);
}

inline std::string nanoseconds_text(clock::wall_time when) {
  return int64_text(std::chrono::duration_cast<std::chrono::nanoseconds>(when.time_since_epoch()).count());
}

/// A list of `KeyValue`.
class attributes {
 public:
  /// Text from outside is made valid. One without text is left out.
  void text(std::string_view key, std::string_view value) {
    if (value.empty()) return;
    constexpr std::size_t longest = 256;
    std::string clean;
    append_one_line(clean, value, longest);
    add(key, "stringValue", std::move(clean));
  }
  void number(std::string_view key, std::int64_t value) { add(key, "intValue", int64_text(value)); }
  void truth(std::string_view key, bool value) { add(key, "boolValue", value); }
  void seconds(std::string_view key, std::chrono::nanoseconds value) {
    add(key, "doubleValue", std::chrono::duration<double>(value).count());
  }

  boost::json::array take() { return std::move(list_); }

 private:
  template <class Value>
  void add(std::string_view key, std::string_view kind, Value&& value) {
    boost::json::object content;
    content.emplace(boost::json::string_view(kind.data(), kind.size()), std::forward<Value>(value));
    boost::json::object pair;
    pair.emplace("key", boost::json::string_view(key.data(), key.size()));
    pair.emplace("value", std::move(content));
    list_.push_back(std::move(pair));
  }

  boost::json::array list_;
};

inline boost::json::object resource_of(attribute_list const& given) {
  attributes all;
  bool named = false;
  for (auto const& [key, value] : given) {
    all.text(key, value);
    named = named || key == "service.name";
  }
  if (!named) all.text("service.name", "unknown_service");
  all.text("telemetry.sdk.name", "dataarts");
  all.text("telemetry.sdk.language", "cpp");
  all.text("telemetry.sdk.version", version());
  boost::json::object made;
  made.emplace("attributes", all.take());
  return made;
}

/// `{ <Kind>: [{ resource, <scoped>: [{ scope, <content>: list }] }] }`
inline boost::json::object envelope(attribute_list const& resource, char const* kind, char const* scoped,
                                    char const* content, boost::json::array list) {
  boost::json::object scope;
  scope.emplace("name", "dataarts");
  auto const number = version();
  scope.emplace("version", boost::json::string_view(number.data(), number.size()));
  boost::json::object inner;
  inner.emplace("scope", std::move(scope));
  inner.emplace(content, std::move(list));
  boost::json::object outer;
  outer.emplace("resource", resource_of(resource));
  outer.emplace(scoped, boost::json::array{std::move(inner)});
  boost::json::object whole;
  whole.emplace(kind, boost::json::array{std::move(outer)});
  return whole;
}

}  // namespace dataarts::observe

#endif
