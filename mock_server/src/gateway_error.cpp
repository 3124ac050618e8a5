#include "gateway_error.hpp"

#include "request_ids.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <utility>

namespace dataarts::mock {

answer gateway_error(unsigned status, std::string_view code, std::string_view message,
                     std::vector<answer::header> const& headers) {
  auto body = R"({"error_msg":)" + boost::json::serialize(boost::json::value(boost::json::string_view(message))) +
              R"(,"error_code":")" + std::string(code) + R"(","request_id":")";
  auto const at = body.size();
  body.append(request_ids::size, '0').append("\"}");
  return answer::with_request_id(status, std::move(body), at, headers);
}

}  // namespace dataarts::mock
