#include "auth/query_forms.hpp"

#include "ascii.hpp"
#include "percent_encoding.hpp"
#include "query_pairs.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace dataarts::mock::auth {
namespace {

using pairs = query_pairs;

std::string join(pairs const& all) {
  std::string made;
  for (auto const& [name, value] : all) {
    if (!made.empty()) made += '&';
    append_percent_encoded(made, name);
    made += '=';
    append_percent_encoded(made, value);
  }
  return made;
}

std::string sorted(pairs all) {
  std::sort(all.begin(), all.end());
  return join(all);
}

std::string sorted_by_encoded_name(pairs all) {
  std::sort(all.begin(), all.end(), [](auto const& a, auto const& b) {
    return std::pair(percent_encoded(a.first), percent_encoded(a.second)) <
           std::pair(percent_encoded(b.first), percent_encoded(b.second));
  });
  return join(all);
}

// Sorted before the names become small, as the signers that do this do it.
std::string with_small_names(pairs all) {
  std::sort(all.begin(), all.end());
  for (auto& each : all) std::transform(each.first.begin(), each.first.end(), each.first.begin(), to_lower);
  return join(all);
}

std::string sorted_by_small_names(pairs all) {
  for (auto& each : all) std::transform(each.first.begin(), each.first.end(), each.first.begin(), to_lower);
  return sorted(std::move(all));
}

pairs with_plus_as_blank(pairs all) {
  for (auto& [name, value] : all) {
    std::replace(name.begin(), name.end(), '+', ' ');
    std::replace(value.begin(), value.end(), '+', ' ');
  }
  return all;
}

}  // namespace

std::string documented_query(std::string_view query) { return sorted(parse_query(query)); }

std::vector<signed_form> query_forms(std::string_view query) {
  auto const all = parse_query(query);
  return {
      {documented_query(query)},
      {sorted_by_encoded_name(all), "the query was sorted by encoded instead of raw names", true},
      {with_small_names(all), "the names in the query were made lower case", true},
      {sorted_by_small_names(all), "the names in the query were made lower case", true},
      {join(all), "the query was not sorted"},
      {std::string(query), "the query was signed as it was sent"},
      {sorted(with_plus_as_blank(parse_query(query))), "a + in the query was taken for a blank"},
      {"", "the query was not signed"},
  };
}

}  // namespace dataarts::mock::auth
