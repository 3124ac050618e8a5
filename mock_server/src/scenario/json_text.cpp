#include "scenario/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <charconv>
#include <string_view>

namespace dataarts::mock::scenarios {
namespace {

void append(std::string& to, boost::json::value const& value);

void append(std::string& to, double number) {
  std::array<char, 32> digits;
  auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  std::string_view const text(digits.data(), static_cast<std::size_t>(end - digits.data()));
  to += text;
  if (text.find_first_of(".e") == std::string_view::npos) to += ".0";
}

void append(std::string& to, boost::json::object const& object) {
  auto separator = '{';
  for (auto const& [name, value] : object) {
    to += separator;
    to += boost::json::serialize(boost::json::value(name));
    to += ':';
    append(to, value);
    separator = ',';
  }
  to += object.empty() ? "{}" : "}";
}

void append(std::string& to, boost::json::array const& list) {
  auto separator = '[';
  for (auto const& value : list) {
    to += separator;
    append(to, value);
    separator = ',';
  }
  to += list.empty() ? "[]" : "]";
}

void append(std::string& to, boost::json::value const& value) {
  if (auto const* object = value.if_object()) return append(to, *object);
  if (auto const* list = value.if_array()) return append(to, *list);
  if (auto const* number = value.if_double()) return append(to, *number);
  to += boost::json::serialize(value);
}

}  // namespace

std::string json_text(boost::json::value const& value) {
  std::string made;
  append(made, value);
  return made;
}

}  // namespace dataarts::mock::scenarios
