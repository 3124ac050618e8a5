#include "admin/api_error.hpp"
#include "admin/body_members.hpp"
#include "admin/logged_time.hpp"
#include "admin/request_pattern.hpp"
#include "admin/routes.hpp"
#include "auth/timestamp.hpp"
#include "error_body.hpp"
#include "query_pairs.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts::mock::admin {
namespace {

namespace json = boost::json;

constexpr std::size_t near_misses_shown = 3;

// As WireMock has them: {"x": {"key": "x", "values": ["1"]}}.
json::object query_parameters(std::string_view target) {
  json::object made;
  for (auto const& [name, value] : parse_query(query_of(target))) {
    auto& one = made[name];
    if (one.is_null()) one = json::object{{"key", name}, {"values", json::array()}};
    one.at("values").as_array().emplace_back(value);
  }
  return made;
}

// A request that was told, not sent.
json::object to_told_request(logged_request const& from) {
  json::object made{{"url", from.target}, {"method", from.method}};
  if (!from.workspace.empty()) made["headers"] = json::object{{"workspace", from.workspace}};
  made["queryParams"] = query_parameters(from.target);
  return made;
}

json::object to_request(logged_request const& from) {
  json::object headers;
  if (!from.workspace.empty()) headers["workspace"] = from.workspace;
  if (!from.session.empty()) headers["X-Mock-Session"] = from.session;
  auto const millis = std::chrono::duration_cast<std::chrono::milliseconds>(from.at.time_since_epoch());
  return {{"url", from.target},
          {"method", from.method},
          {"headers", std::move(headers)},
          {"queryParams", query_parameters(from.target)},
          {"loggedDate", millis.count()},
          {"loggedDateString", auth::iso_date(from.at)}};
}

json::object to_stub(std::string const& rule) { return {{"id", rule}, {"name", rule}}; }

json::object to_event(logged_request const& from) {
  json::object made{{"id", std::to_string(from.seq)},
                    {"request", to_request(from)},
                    {"response", {{"status", from.status}}},
                    {"responseDefinition", {{"status", from.status}}},
                    {"wasMatched", from.matched}};
  if (!from.rule.empty()) made["stubMapping"] = to_stub(from.rule);
  made["journal"] = from.line;
  return made;
}

std::vector<logged_request> all_of(context const& what) {
  return what.traffic ? what.traffic->entries(0) : std::vector<logged_request>();
}

std::shared_ptr<answer const> told_requests(context const& what, json::object made) {
  made["requestJournalDisabled"] = !what.traffic;
  return json_answer(std::move(made));
}

std::shared_ptr<answer const> list_requests(context const& what, call const& made) {
  auto entries = all_of(what);
  std::reverse(entries.begin(), entries.end());  // WireMock has the last one first
  auto const since = made.parameter("since");
  auto const from = since ? parse_logged_time(*since) : clock::wall_time::min();
  auto const unmatched = made.flag("unmatched");
  auto const limit = made.number("limit", SIZE_MAX).value_or(SIZE_MAX);
  json::array shown;
  std::size_t total = 0;
  for (auto const& each : entries) {
    if (unmatched && each.matched) continue;
    ++total;  // WireMock counts those before `since`, too
    if (each.at >= from && shown.size() < limit) shown.push_back(to_event(each));
  }
  return told_requests(what, {{"requests", std::move(shown)}, {"meta", {{"total", total}}}});
}

std::optional<logged_request> kept_request(context const& what, std::string const& id) {
  std::uint64_t number = 0;
  auto const end = std::from_chars(id.data(), id.data() + id.size(), number).ptr;
  return what.traffic && end == id.data() + id.size() ? what.traffic->entry(number) : std::nullopt;
}

logged_request find_request(context const& what, std::string const& id) {
  auto found = kept_request(what, id);
  if (found) return *std::move(found);
  throw api_error(404, "There is no request " + printable(id) + "; /__admin/requests lists those that are kept.");
}

std::vector<logged_request> matching(context const& what, call const& made) {
  request_pattern const pattern(made.object());
  auto entries = all_of(what);
  std::erase_if(entries, [&](auto const& each) { return !pattern.matches(each); });
  return entries;
}

json::array to_requests(std::vector<logged_request> const& from) {
  json::array made;
  for (auto const& each : from) made.push_back(to_request(each));
  return made;
}

std::shared_ptr<answer const> remove_requests(context const& what, call const& made) {
  auto found = matching(what, made);
  std::reverse(found.begin(), found.end());  // the last one first, as in the list
  std::vector<std::uint64_t> numbers;
  json::array events;
  for (auto const& each : found) {
    numbers.push_back(each.seq);
    events.push_back(to_event(each));
  }
  if (what.traffic) what.traffic->remove(numbers);
  return json_answer(json::object{{"serveEvents", std::move(events)}});
}

// The last one first.
std::vector<logged_request> unmatched_requests(context const& what) {
  auto entries = all_of(what);
  std::erase_if(entries, [](auto const& each) { return each.matched; });
  std::reverse(entries.begin(), entries.end());
  return entries;
}

void add_near_misses(context const& what, logged_request const& of, json::object const& request, json::array& to) {
  if (!what.the_rules()) return;
  for (auto const& each : what.the_rules()->nearest(of.method, of.target, of.workspace, near_misses_shown)) {
    to.push_back(json::object{{"request", request},
                              {"stubMapping", to_stub(each.rule)},
                              {"matchResult", {{"distance", each.distance}}},
                              {"report", each.report}});
  }
}

std::shared_ptr<answer const> near_misses_of(context const& what, call const& made) {
  auto const body = made.object();
  logged_request asked;
  asked.method = text_member(body, "method").value_or("GET");
  auto const url = text_member(body, "url");
  if (!url) throw api_error(400, R"(The body has to be such as {"method":"GET","url":"/v1/p/scripts"}.)", "/url");
  asked.target = *url;
  if (auto const* headers = body.if_contains("headers"); headers != nullptr && headers->is_object()) {
    asked.workspace = text_member(headers->get_object(), "workspace", "/headers").value_or("");
  }
  json::array found;
  add_near_misses(what, asked, to_told_request(asked), found);
  return json_answer(json::object{{"nearMisses", std::move(found)}});
}

}  // namespace

void add_request_routes(router& to, shared_context const& what) {
  to.add("GET", "/__admin/requests", [what](call const& made) { return list_requests(*what, made); },
         {"since", "limit", "unmatched"});
  auto const forget_all = [what](call const&) {
    if (what->traffic) what->traffic->clear();
    return json_answer(json::object());
  };
  to.add("DELETE", "/__admin/requests", forget_all);
  to.add("POST", "/__admin/requests/reset", forget_all);  // WireMock's older name, which clients still use
  to.add("GET", "/__admin/requests/{id}",
         [what](call const& made) { return json_answer(to_event(find_request(*what, made.values[0]))); });
  to.add("DELETE", "/__admin/requests/{id}", [what](call const& made) {
    auto const found = kept_request(*what, made.values[0]);
    if (found) what->traffic->remove({found->seq});
    return json_answer(json::object());  // as often as one likes
  });
  to.add("POST", "/__admin/requests/count", [what](call const& made) {
    auto const found = matching(*what, made).size();
    return told_requests(*what, {{"count", found}});
  });
  to.add("POST", "/__admin/requests/find",
         [what](call const& made) { return told_requests(*what, {{"requests", to_requests(matching(*what, made))}}); });
  to.add("POST", "/__admin/requests/remove", [what](call const& made) { return remove_requests(*what, made); });
  to.add("GET", "/__admin/requests/unmatched",
         [what](call const&) { return told_requests(*what, {{"requests", to_requests(unmatched_requests(*what))}}); });
  to.add("GET", "/__admin/requests/unmatched/near-misses", [what](call const&) {
    constexpr std::size_t most = 100;  // the last ones: each is compared with every rule
    auto const missed = unmatched_requests(*what);
    json::array found;
    for (std::size_t i = 0; i < std::min(missed.size(), most); ++i) {
      add_near_misses(*what, missed[i], to_request(missed[i]), found);
    }
    return json_answer(json::object{{"nearMisses", std::move(found)}});
  });
  to.add("POST", "/__admin/near-misses/request", [what](call const& made) { return near_misses_of(*what, made); });
}

}  // namespace dataarts::mock::admin
