#ifndef DATAARTS_MOCK_ADMIN_TOLD_REQUEST_HPP
#define DATAARTS_MOCK_ADMIN_TOLD_REQUEST_HPP

#include <dataarts/mock/request_view.hpp>

#include "request_target.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dataarts::mock::admin {

/// A request that somebody tells of, to be looked at as if it had been sent.
class told_request {
 public:
  /// Throws `api_error` 400 for a target that cannot be one.
  told_request(std::string method, std::string target, std::string body = {});
  told_request(told_request const&) = delete;
  told_request& operator=(told_request const&) = delete;

  void add_header(std::string_view name, std::string_view value);

  /// Good until this object is changed or gone.
  request_view view() const;

 private:
  std::string method_;
  std::string target_;
  std::string body_;
  std::string bytes_;
  request_target parsed_;
  std::vector<request_view::header_position> lines_;
};

}  // namespace dataarts::mock::admin

#endif
