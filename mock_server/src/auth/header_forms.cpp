#include "auth/header_forms.hpp"

#include "ascii.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>

namespace dataarts::mock::auth {
namespace {

struct signed_header {
  std::string name;  // lower case
  std::string_view value;
  std::string_view untrimmed;
};

// What stands between the colon, with the blank that belongs to it, and the end of the line.
std::string_view untrimmed_value(request_view const& request, request_view::header_position const& at) {
  auto const* begin = request.bytes + at.name_at + at.name_size + 1;
  auto const* end = request.bytes + at.value_at + at.value_size;
  while (*end != '\r') ++end;
  if (begin != end && *begin == ' ') ++begin;
  return {begin, static_cast<std::size_t>(end - begin)};
}

// One for each header line of a signed name, in the order of the names given.
std::vector<signed_header> collect(request_view const& request, std::vector<std::string_view> const& names) {
  std::vector<signed_header> made;
  for (auto const name : names) {
    std::string small(name);
    std::transform(small.begin(), small.end(), small.begin(), to_lower);
    auto const before = made.size();
    for (auto const& at : request.headers) {
      if (!equal_ignoring_case(request.name(at), name)) continue;
      made.push_back({small, request.value(at), untrimmed_value(request, at)});
    }
    if (made.size() == before) made.push_back({small, {}, {}});
  }
  return made;
}

// The order in which a signer sorts that compares names as words of a language.
std::string as_words(std::string name) {
  std::replace(name.begin(), name.end(), '_', '\x01');
  return name;
}

std::string write(std::vector<signed_header> const& headers, std::string const& names,
                  std::string_view signed_header::* value) {
  std::string made;
  for (auto const& each : headers) made.append(each.name).append(":").append(each.*value).append("\n");
  return made.append("\n").append(names);
}

std::string_view without_port(std::string_view host) {
  auto const colon = host.rfind(':');
  return colon == std::string_view::npos || host.ends_with(']') ? host : host.substr(0, colon);
}

std::string untrimmed_names(std::vector<signed_header> const& headers) {
  std::string made;
  for (auto const& each : headers) {
    if (each.value != each.untrimmed) made.append(made.empty() ? "" : ", ").append(each.name);
  }
  return made;
}

bool comes_before(signed_header const& a, signed_header const& b) {
  return std::tie(a.name, a.value, a.untrimmed) < std::tie(b.name, b.value, b.untrimmed);
}

void sort(std::vector<signed_header>& headers) { std::sort(headers.begin(), headers.end(), comes_before); }

// Of sorted headers, each name once.
std::string names_of(std::vector<signed_header> const& headers) {
  std::string made;
  std::string_view before;
  for (auto const& each : headers) {
    if (each.name == before) continue;
    made.append(made.empty() ? "" : ";").append(each.name);
    before = each.name;
  }
  return made;
}

}  // namespace

std::string documented_headers(request_view const& request, authorization_header const& authorization) {
  auto headers = collect(request, authorization.signed_names());
  sort(headers);
  return write(headers, names_of(headers), &signed_header::value);
}

std::vector<signed_form> header_forms(request_view const& request, authorization_header const& authorization) {
  auto const as_listed = collect(request, authorization.signed_names());
  auto headers = as_listed;
  sort(headers);
  auto const names = names_of(headers);
  auto other_order = headers;
  std::sort(other_order.begin(), other_order.end(), [](auto const& a, auto const& b) {
    auto const words_of_a = as_words(a.name);
    auto const words_of_b = as_words(b.name);
    return words_of_a != words_of_b ? words_of_a < words_of_b : comes_before(a, b);
  });
  auto other_host = headers;
  for (auto& each : other_host) {
    if (each.name == "host") each.value = without_port(each.value);
  }

  auto const trimmed = &signed_header::value;
  auto const untrimmed = &signed_header::untrimmed;
  auto const not_trimmed = "not trimmed: the value of " + untrimmed_names(headers);
  std::string const sorted_otherwise = "the headers were sorted with _ before - and letters";
  return {
      {documented_headers(request, authorization)},
      {write(headers, names, untrimmed), not_trimmed, true},
      {write(other_order, names, trimmed), sorted_otherwise, true},
      {write(other_order, names, untrimmed), not_trimmed + ", and " + sorted_otherwise, true},
      {write(other_host, names, trimmed), "Host was signed without its port"},
      {write(as_listed, std::string(authorization.signed_headers), trimmed),
       "the names of the signed headers were not sorted, or not in lower case"},
  };
}

}  // namespace dataarts::mock::auth
