#include "service_error.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace dataarts::mock {

answer service_error(std::string_view code, std::string_view message, std::vector<answer::header> const& headers) {
  boost::json::object const body{{"error_code", boost::json::string_view(code)},
                                 {"error_msg", boost::json::string_view(message)}};
  return answer(400, boost::json::serialize(body), headers);
}

}  // namespace dataarts::mock
