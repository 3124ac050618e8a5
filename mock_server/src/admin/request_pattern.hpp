#ifndef DATAARTS_MOCK_ADMIN_REQUEST_PATTERN_HPP
#define DATAARTS_MOCK_ADMIN_REQUEST_PATTERN_HPP

#include "admin/ports.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <vector>

namespace dataarts::mock::admin {

/// What WireMock calls a request pattern: `method`, one of `url`, `urlPath`, `urlPattern` and `urlPathPattern`,
/// `queryParameters`, and `headers` as far as the journal has them. Bodies are not journaled, so that patterns of them
/// are refused.
class request_pattern {
 public:
  /// Throws `api_error` 400 with the place of what cannot be done.
  explicit request_pattern(boost::json::object const& from);

  bool matches(logged_request const& request) const;

 private:
  using criterion = std::function<bool(logged_request const&)>;

  std::vector<criterion> criteria_;
};

}  // namespace dataarts::mock::admin

#endif
