#ifndef DATAARTS_MOCK_MESSAGE_HEAD_HPP
#define DATAARTS_MOCK_MESSAGE_HEAD_HPP

#include <dataarts/mock/request_view.hpp>

#include "request_target.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace dataarts::mock {

/// Request line and header lines of one request, as positions in its bytes, since those bytes may move while the body
/// is read. Keeps its memory from one request to the next.
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
  unsigned content_lengths = 0;
  unsigned transfer_encodings = 0;
  bool known_transfer_encoding = true;
  bool expects_continue = false;
  bool known_expectation = true;

  void clear() noexcept {
    method = target = {};
    minor_version = 1;
    lines.clear();
    hosts = content_lengths = transfer_encodings = 0;
    known_transfer_encoding = known_expectation = true;
    expects_continue = false;
  }
};

}  // namespace dataarts::mock

#endif
