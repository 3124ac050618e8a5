#include "runs/route_book.hpp"

#include "ascii.hpp"
#include "percent_encoding.hpp"
#include "query_pairs.hpp"

#include <algorithm>

namespace dataarts::mock::runs {
namespace {

std::vector<std::pair<std::string, name_pattern>> patterns_of(
    std::vector<std::pair<std::string, std::string>> const& from) {
  std::vector<std::pair<std::string, name_pattern>> made;
  for (auto const& [name, value] : from) made.emplace_back(name, name_pattern(value));
  return made;
}

bool has_header(request_view const& request, std::string_view name, name_pattern const& value) {
  return std::any_of(request.headers.begin(), request.headers.end(), [&](auto const& each) {
    return equal_ignoring_case(request.name(each), name) && value.matches(request.value(each));
  });
}

}  // namespace

route_book::prepared_route::prepared_route(route_rule const& from, std::size_t nth)
    : rule(from),
      path(from.match.path),
      body(from.match.body),
      query(patterns_of(from.match.query)),
      headers(patterns_of(from.match.headers)),
      demands((from.match.method ? 1U : 0U) + query.size() + headers.size() + (from.match.body ? 1U : 0U)),
      order(nth) {
  for (auto const& each : from.answers) answers.push_back(make_answer(each));
}

bool route_book::prepared_route::matches(request_view const& request, std::string_view decoded_path) const {
  if (rule.match.method && request.method != *rule.match.method) return false;
  if (!path.matches(decoded_path)) return false;
  for (auto const& [name, value] : headers) {
    if (!has_header(request, name, value)) return false;
  }
  if (!query.empty()) {
    auto const sent = parse_query(request.query);
    for (auto const& [name, value] : query) {
      auto const has = std::any_of(sent.begin(), sent.end(), [&, &wanted = name, &pattern = value](auto const& each) {
        return each.first == wanted && pattern.matches(each.second);
      });
      if (!has) return false;
    }
  }
  return !body.given() || body.matches(request.body);
}

bool route_book::prepared_route::holds_before(prepared_route const& other) const noexcept {
  if (path.wildcards() != other.path.wildcards()) return path.wildcards() < other.path.wildcards();
  return demands != other.demands ? demands > other.demands : order > other.order;
}

void route_book::add(route_rule const& route) {
  route.validate();
  all_.push_back(std::make_shared<prepared_route const>(route, all_.size()));
  auto const* added = all_.back().get();
  auto& to = added->path.exact() ? exact_[added->path.text()] : patterns_;
  to.insert(
      std::upper_bound(to.begin(), to.end(), added, [](auto const* a, auto const* b) { return a->holds_before(*b); }),
      added);
}

route_book::prepared_route const* route_book::first_of(routes const& among, request_view const& request,
                                                       std::string_view path) {
  auto const found =
      std::find_if(among.begin(), among.end(), [&](auto const* each) { return each->matches(request, path); });
  return found == among.end() ? nullptr : *found;
}

std::shared_ptr<answer const> route_book::find(route_usage& usage, request_view const& request, bool of_the_api) const {
  auto const encoded = request.path.find('%') != std::string_view::npos;
  auto const decoded = encoded ? percent_decoded(request.path) : std::string();
  auto const path = encoded ? std::string_view(decoded) : request.path;
  auto const exact = exact_.empty() ? exact_.end() : exact_.find(path);
  auto const* found = exact == exact_.end() ? nullptr : first_of(exact->second, request, path);
  if (found == nullptr && !of_the_api) found = first_of(patterns_, request, path);
  if (found == nullptr) return nullptr;
  std::lock_guard const lock(usage.mutex);
  usage.told.resize(all_.size());
  ++usage.answered;
  auto const nth = usage.told[found->order]++;
  return {all_[found->order], &found->answers[std::min<std::size_t>(nth, found->answers.size() - 1)]};
}

std::vector<route_rule> route_book::rules() const {
  std::vector<route_rule> made;
  for (auto const& each : all_) made.push_back(each->rule);
  return made;
}

}  // namespace dataarts::mock::runs
