#ifndef DATAARTS_MOCK_PROGRAM_RAW_REQUEST_HPP
#define DATAARTS_MOCK_PROGRAM_RAW_REQUEST_HPP

#include <dataarts/mock/options.hpp>
#include <dataarts/mock/request_view.hpp>

#include "message_head.hpp"

#include <string>

namespace dataarts::mock::program {

/// A request that was written down, byte by byte as it goes over the wire.
class raw_request {
 public:
  /// Lines of the header may end with a line feed alone, and the blank line behind them may be missing, as editors
  /// leave it. Without `Content-Length` and `Transfer-Encoding` the body is all that follows the blank line.
  /// Throws `usage_error` that begins with `name` for what is no request.
  raw_request(std::string const& text, std::string const& name, limits const& bounds = {});
  raw_request(raw_request const&) = delete;
  raw_request& operator=(raw_request const&) = delete;

  /// Good as long as this object.
  request_view view() const;

 private:
  std::string bytes_;
  message_head head_;
  std::string body_;
};

}  // namespace dataarts::mock::program

#endif
