#include "admin/api_error.hpp"

#include "utf8_text.hpp"

#include <boost/beast/http/status.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace dataarts::mock::admin {

answer to_answer(api_error const& error) {
  namespace http = boost::beast::http;
  auto const title = http::obsolete_reason(static_cast<http::status>(error.status()));
  boost::json::object told{{"code", error.status()},
                           {"title", boost::json::string_view(title.data(), title.size())},
                           {"detail", error.what()}};
  if (error.pointer()) told["source"] = boost::json::object{{"pointer", *error.pointer()}};
  return answer(error.status(),
                utf8_text(boost::json::serialize(boost::json::object{{"errors", boost::json::array{told}}})),
                error.headers());
}

}  // namespace dataarts::mock::admin
