#include "unmatched_answer.hpp"

#include "error_body.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace dataarts::mock {

answer unmatched_answer(request_view const& request, std::span<std::string_view const> known) {
  auto const method = printable(request.method);
  auto const path = printable(request.path);
  boost::json::array known_texts;
  for (auto const each : known) known_texts.emplace_back(each);
  auto body = error_body(501, "No answer is known for " + method + ' ' + path + '.');
  body["asked"] = boost::json::object{{"method", method}, {"path", path}};
  body["known"] = std::move(known_texts);
  return answer(501, boost::json::serialize(body), {{"X-Mock-Unmatched", "true"}});
}

}  // namespace dataarts::mock
