#ifndef DATAARTS_HTTP_PLAIN_HEAD_HPP
#define DATAARTS_HTTP_PLAIN_HEAD_HPP

#include <cstdint>
#include <optional>
#include <string_view>

namespace dataarts::http {

/// What matters of a response header.
struct plain_head {
  std::size_t size = 0;  ///< with its blank line
  int status = 0;
  std::uint64_t content_length = 0;
  std::string_view request_id;
  std::string_view retry_after;
  std::string_view date;
};

/// Reads the header of the answer that a server nearly always gives: HTTP/1.1, complete, framed by one
/// `Content-Length`, kept alive, not encoded, not interim. Nothing for any other header, be it unusual, incomplete or
/// wrong: that one is for the full parser, which decides.
///
/// Whatever this accepts, the full parser reads in the same way (a fuzz target compares them).
std::optional<plain_head> read_plain_head(std::string_view bytes) noexcept;

}  // namespace dataarts::http

#endif
