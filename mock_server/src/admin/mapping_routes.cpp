#include "admin/routes.hpp"

#include <boost/json/array.hpp>

#include <cstdint>
#include <utility>

namespace dataarts::mock::admin {
namespace {

namespace json = boost::json;

std::shared_ptr<answer const> list_mappings(context const& what, call const& made, bool unused_only) {
  auto const offset = made.number("offset", SIZE_MAX).value_or(0);
  auto const limit = made.number("limit", SIZE_MAX).value_or(SIZE_MAX);
  json::array shown;
  std::size_t total = 0;
  auto const all = what.the_rules() ? what.the_rules()->list() : std::vector<rule_port::shown>();
  for (auto const& each : all) {
    if (unused_only && each.used) continue;
    if (total >= offset && shown.size() < limit) {
      shown.push_back(json::object{{"id", each.name},
                                   {"name", each.name},
                                   {"request", each.match},
                                   {"response", each.answer},
                                   {"metadata", {{"used", each.used}}}});
    }
    ++total;
  }
  return json_answer(json::object{{"mappings", std::move(shown)}, {"meta", {{"total", total}}}});
}

}  // namespace

void add_mapping_routes(router& to, shared_context const& what) {
  to.add("GET", "/__admin/mappings", [what](call const& made) { return list_mappings(*what, made, false); },
         {"offset", "limit"});
  to.add("GET", "/__admin/mappings/unmatched", [what](call const& made) { return list_mappings(*what, made, true); },
         {"offset", "limit"});
}

}  // namespace dataarts::mock::admin
