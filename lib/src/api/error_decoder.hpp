#ifndef DATAARTS_API_ERROR_DECODER_HPP
#define DATAARTS_API_ERROR_DECODER_HPP

#include <dataarts/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace dataarts {

/// What an answer other than 200 says about itself. Everything may be empty.
struct service_error {
  std::string code;        ///< e.g. "DLF.6201"; a number is given as its digits
  std::string message;     ///< unescaped; may hold line breaks
  std::string request_id;  ///< from the body; the header `X-Request-Id` goes first
  bool body_truncated = false;
  std::string body;  ///< as received, at most `error_body::max_kept` bytes of it
};

/// The digits of a gateway code such as `APIGW.0308`; empty for any other code.
std::string_view gateway_number(std::string_view code) noexcept;

/// Collects the body of an answer that is not 200 and reads what it says. Never fails: what is not understood is
/// still there as `service_error::body`.
class error_body {
 public:
  static constexpr std::size_t max_kept = 64 * 1024;

  /// Forgets what was collected.
  void reset() noexcept {
    kept_.clear();
    truncated_ = false;
  }

  /// Takes the next piece of the body; what goes past `max_kept` is dropped.
  void write(std::string_view chunk);

  /// Reads the collected body, which moves into the result.
  service_error finish();

 private:
  std::string kept_;
  bool truncated_ = false;
};

/// What an answer with this HTTP status (not 200) and this code of the service means. Gateway codes are compared by
/// their number only, since `APIG.` and `APIGW.` are both in use.
errc classify(int http_status, std::string_view service_code) noexcept;

}  // namespace dataarts

#endif
