#include "result/line_members.hpp"

#include "histogram/hdr_v2.hpp"
#include "result/result_error.hpp"

#include <boost/json/value.hpp>
#include <boost/system/error_code.hpp>

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace dataarts::load {

line_members::line_members(boost::json::object const& object, std::string where, std::string path)
    : object_(&object), where_(std::move(where)), path_(std::move(path)) {}

void line_members::refuse(std::string_view name, std::string_view why) const {
  throw result_error(result_errc::bad_line, fmt::format("{}: member \"{}{}\" {}", where_, path_, name, why));
}

boost::json::value const& line_members::get(std::string_view name) const {
  auto const* const found = object_->if_contains(key(name));
  if (found == nullptr) refuse(name, "is missing");
  return *found;
}

std::uint64_t line_members::count(std::string_view name) const {
  boost::system::error_code error;
  auto const value = get(name).to_number<std::uint64_t>(error);
  if (error) refuse(name, "is no whole number from 0");
  if (value > largest_count) refuse(name, "is more than 2^60, which nothing in a run comes to");
  return value;
}

std::int64_t line_members::number(std::string_view name) const {
  boost::system::error_code error;
  auto const value = get(name).to_number<std::int64_t>(error);
  if (error) refuse(name, "is no whole number");
  return value;
}

double line_members::real(std::string_view name) const {
  boost::system::error_code error;
  auto const value = get(name).to_number<double>(error);
  if (error || !std::isfinite(value) || value < 0) refuse(name, "is no number from 0");
  return value;
}

std::string line_members::text(std::string_view name) const {
  auto const* const value = get(name).if_string();
  if (value == nullptr) refuse(name, "is no text");
  return {value->data(), value->size()};
}

line_members line_members::object(std::string_view name) const {
  auto const* const value = get(name).if_object();
  if (value == nullptr) refuse(name, "is no object");
  return {*value, where_, fmt::format("{}{}.", path_, name)};
}

boost::json::array const& line_members::array(std::string_view name) const {
  auto const* const value = get(name).if_array();
  if (value == nullptr) refuse(name, "is no array");
  return *value;
}

line_members line_members::item(std::string_view name, std::size_t index) const {
  auto const* const value = array(name).at(index).if_object();
  if (value == nullptr) refuse(fmt::format("{}[{}]", name, index), "is no object");
  return {*value, where_, fmt::format("{}{}[{}].", path_, name, index)};
}

std::uint64_t line_members::count_in(std::string_view name, std::size_t index) const {
  boost::system::error_code error;
  auto const value = array(name).at(index).to_number<std::uint64_t>(error);
  if (error || value > largest_count) refuse(fmt::format("{}[{}]", name, index), "is no whole number from 0 to 2^60");
  return value;
}

void line_members::add_histogram(std::string_view name, hdr_histogram& into) const {
  auto const* const value = get(name).if_string();
  if (value == nullptr) refuse(name, "is no text");
  try {
    add_hdr_v2_base64({value->data(), value->size()}, into);
  } catch (hdr_error const& e) {
    refuse(name, fmt::format("is no histogram: {}", e.what()));
  }
  auto const clipped = fmt::format("{}_clipped", name);
  if (has(clipped)) into.set_clipped(into.clipped() + count(clipped));
}

}  // namespace dataarts::load
