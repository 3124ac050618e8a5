#include "runs/list_query.hpp"

#include "query_pairs.hpp"

#include <charconv>
#include <optional>
#include <system_error>

namespace dataarts::mock::runs {
namespace {

std::optional<std::size_t> whole_number(std::string const& text, std::size_t least, std::size_t most) {
  std::size_t value = 0;
  auto const* const end = text.data() + text.size();
  auto const [stop, problem] = std::from_chars(text.data(), end, value);
  if (problem != std::errc() || stop != end || value < least || value > most) return std::nullopt;
  return value;
}

constexpr std::size_t any = 0x7fff'ffff;  // what an Integer of the service holds

}  // namespace

std::variant<list_query, request_fault> parse_list_query(std::string_view query) {
  list_query made;
  for (auto const& [name, value] : parse_query(query)) {
    if (name == "offset") {
      auto const offset = whole_number(value, 0, any);
      if (!offset) return invalid_parameter("offset has to be a whole number of 0 or more");
      made.offset = *offset;
    } else if (name == "limit") {
      auto const limit = whole_number(value, 1, 100);
      if (!limit) return invalid_parameter("limit has to be a whole number between 1 and 100");
      made.limit = *limit;
    } else if (name == "scriptName") {
      made.name_part = value;
    }
  }
  return made;
}

std::variant<std::monostate, request_fault> check_show_query(std::string_view query) {
  for (auto const& [name, value] : parse_query(query)) {
    if (name == "version" && !whole_number(value, 0, any)) {
      return invalid_parameter("version has to be a whole number of 0 or more");
    }
    if (name == "status" && value != "SAVED" && value != "PUBLISHED") {
      return invalid_parameter("status has to be SAVED or PUBLISHED");
    }
  }
  return std::monostate();
}

}  // namespace dataarts::mock::runs
