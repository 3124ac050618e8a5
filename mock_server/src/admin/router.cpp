#include "admin/router.hpp"

#include "admin/api_error.hpp"
#include "error_body.hpp"

#include <did_you_mean.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace dataarts::mock::admin {
namespace {

bool is_open(std::string_view part) { return part.starts_with('{'); }

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> made;
  path.remove_prefix(1);
  for (;;) {
    auto const end = path.find('/');
    made.push_back(path.substr(0, end));
    if (end == std::string_view::npos) return made;
    path.remove_prefix(end + 1);
  }
}

bool fits(std::vector<std::string_view> const& parts, std::span<std::string_view const> segments) {
  return std::equal(parts.begin(), parts.end(), segments.begin(), segments.end(),
                    [](auto part, auto segment) { return is_open(part) ? !segment.empty() : part == segment; });
}

// A slash at the end makes no difference.
std::span<std::string_view const> segments_of(request_view const& request) {
  auto made = request.segments;
  if (made.size() > 1 && made.back().empty()) made = made.first(made.size() - 1);
  return made;
}

// How many slips lead from the segments to the path; an open part fits any segment.
std::size_t distance(std::vector<std::string_view> const& parts, std::span<std::string_view const> segments) {
  if (parts.size() != segments.size()) return std::numeric_limits<std::size_t>::max();
  std::size_t sum = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (is_open(parts[i]) || parts[i] == segments[i]) continue;
    if (segments[i].size() > 64) return std::numeric_limits<std::size_t>::max();
    auto const each = common::slips(segments[i], parts[i]);
    if (each > std::max<std::size_t>(segments[i].size() / 3, 1)) return std::numeric_limits<std::size_t>::max();
    sum += each;
  }
  return sum;
}

}  // namespace

void router::add(std::string_view method, std::string_view path, handler what,
                 std::vector<std::string_view> parameters) {
  routes_.push_back({method, path, parts_of(path), std::move(parameters), std::move(what)});
}

reply router::answer_to(request_view const& request) const {
  auto const segments = segments_of(request);
  auto const method = request.method == "HEAD" ? std::string_view("GET") : request.method;
  // A path without open parts wins over one with them: both may fit.
  route const* found = nullptr;
  std::string allowed;
  for (auto const& each : routes_) {
    if (!fits(each.parts, segments)) continue;
    if (allowed.find(each.method) == std::string::npos) allowed.append(allowed.empty() ? "" : ", ").append(each.method);
    if (each.method != method) continue;
    if (found == nullptr || each.path.find('{') == std::string_view::npos) found = &each;
  }
  if (allowed.empty()) refuse_path(request);
  if (allowed.find("GET") != std::string::npos) allowed += ", HEAD";
  if (found == nullptr) {
    throw api_error(405, "There is no " + printable(request.method) + " for this path; there is " + allowed + '.', {},
                    {{"Allow", allowed}});
  }
  call made(request);
  made.know_parameters(found->parameters);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (is_open(found->parts[i])) made.values.emplace_back(segments[i]);
  }
  return found->what(made);
}

void router::refuse_path(request_view const& request) const {
  auto const segments = segments_of(request);
  route const* closest = nullptr;
  auto least = std::numeric_limits<std::size_t>::max();
  for (auto const& each : routes_) {
    auto const far = distance(each.parts, segments);
    if (far < least) {
      least = far;
      closest = &each;
    }
  }
  auto detail = "There is no " + printable(request.path);
  detail += closest == nullptr ? "; see /__admin/x/openapi.json for what there is."
                               : "; did you mean " + std::string(closest->path) + "?";
  throw api_error(404, detail);
}

std::vector<std::string> router::known() const {
  std::vector<std::string> made;
  for (auto const& each : routes_) made.push_back(std::string(each.method) + ' ' + std::string(each.path));
  return made;
}

}  // namespace dataarts::mock::admin
