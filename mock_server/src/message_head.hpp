#ifndef DATAARTS_MOCK_MESSAGE_HEAD_HPP
#define DATAARTS_MOCK_MESSAGE_HEAD_HPP

#include <dataarts/mock/request_view.hpp>

#include "request_target.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace dataarts::mock {

/// Request line and header lines of one request, as positions in its bytes, since those bytes may move while the body
/// is read; and what the lines mean for the connection. Keeps its memory from one request to the next.
struct message_head {
  struct position {
    std::uint32_t at = 0;
    std::uint32_t size = 0;
  };

  position method;
  position target;
  int minor_version = 1;
  std::vector<request_view::header_position> lines;
  request_target parsed_target;
  unsigned hosts = 0;
  std::optional<std::uint64_t> content_length;
  bool has_transfer_encoding = false;
  bool chunked = false;  ///< the transfer coding is chunked and nothing else
  bool close = false;
  bool keep_alive = false;
  bool expects_continue = false;
  bool known_expectation = true;

  /// Whether the connection goes on after the answer.
  bool keeps_connection() const noexcept { return !close && (minor_version >= 1 || keep_alive); }

  void clear() noexcept {
    method = target = {};
    minor_version = 1;
    lines.clear();
    hosts = 0;
    content_length.reset();
    has_transfer_encoding = chunked = close = keep_alive = expects_continue = false;
    known_expectation = true;
  }
};

}  // namespace dataarts::mock

#endif
