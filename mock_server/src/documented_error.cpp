#include <dataarts/mock/documented_error.hpp>

#include "gateway_error.hpp"
#include "service_error.hpp"

#include <stdexcept>

namespace dataarts::mock {

answer make_answer(documented_error what, std::vector<answer::header> const& headers) {
  switch (what) {
    case documented_error::dlf6201:
      return service_error("DLF.6201", "The script does not exist.", headers);
    case documented_error::dlf6205:
      return service_error("DLF.6205", "The script execution instance does not exist.", headers);
    case documented_error::dlf20819:
      return service_error("DLF.20819", "The workspace does not exist.", headers);
    case documented_error::unauthorized:
      return gateway_error(401, "APIGW.0301", "Incorrect IAM authentication information", headers);
    case documented_error::throttled:
      return gateway_error(
          429, "APIGW.0308",
          "The throttling threshold has been reached: policy user over ratelimit,limit:30,time:1 second", headers);
    case documented_error::no_api:
      return gateway_error(404, "APIGW.0101", "The API does not exist or has not been published in the environment",
                           headers);
  }
  throw std::invalid_argument("make_answer: no such documented_error");
}

}  // namespace dataarts::mock
