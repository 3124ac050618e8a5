#include "unmatched_answer.hpp"

#include "error_body.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <utility>

namespace dataarts::mock {

namespace {

namespace json = boost::json;

json::array to_json(std::span<near_miss const> closest) {
  json::array made;
  for (auto const& each : closest) {
    json::array criteria;
    for (auto const& of : each.criteria) {
      criteria.push_back(json::object{
          {"name", of.name}, {"ok", of.ok}, {"expected", of.expected}, {"got", of.got}, {"distance", of.distance}});
    }
    made.push_back(json::object{{"rule", each.rule}, {"distance", each.distance}, {"criteria", std::move(criteria)}});
  }
  return made;
}

}  // namespace

answer unmatched_answer(request_view const& request, std::span<std::string_view const> known,
                        std::span<near_miss const> closest) {
  auto const method = printable(request.method);
  auto const path = printable(request.path);
  boost::json::array known_texts;
  for (auto const each : known) known_texts.emplace_back(each);
  auto body = error_body(501, "No answer is known for " + method + ' ' + path + '.');
  body["asked"] = boost::json::object{{"method", method}, {"path", path}};
  body["known"] = std::move(known_texts);
  if (!closest.empty()) body["near_misses"] = to_json(closest);
  return answer(501, boost::json::serialize(body), {{"X-Mock-Unmatched", "true"}});
}

}  // namespace dataarts::mock
