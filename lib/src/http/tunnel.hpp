#ifndef DATAARTS_HTTP_TUNNEL_HPP
#define DATAARTS_HTTP_TUNNEL_HPP

#include "net/stream.hpp"

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <string>

namespace dataarts::http {

/// Asks a proxy for a tunnel, over a stream that it does not own: sends the `CONNECT` and reads the header that answers
/// it. What follows belongs to the tunnel, whose two ends speak only when they are spoken to.
class tunnel {
 public:
  enum class progress {
    want_read,   ///< again when the stream is readable
    want_write,  ///< again when it is writable
    open,        ///< the stream leads to the other end now
    refused,     ///< `status`
    failed,      ///< `why` and `error`
  };

  /// @param max_header  bytes of the proxy's answer, at most
  tunnel(std::string request, std::size_t max_header) : request_(std::move(request)), max_header_(max_header) {}

  progress go_on(net::stream& through);

  /// What the proxy answered; 0 before.
  int status() const noexcept { return status_; }
  char const* why() const noexcept { return why_; }
  boost::system::error_code error() const noexcept { return error_; }

 private:
  progress read(net::stream& through);
  progress take_answer();
  progress fail(char const* why, boost::system::error_code error = {});

  std::string request_;
  std::size_t max_header_;
  std::size_t sent_ = 0;
  std::string answer_;  // so far
  int status_ = 0;
  char const* why_ = "";
  boost::system::error_code error_;
};

}  // namespace dataarts::http

#endif
