// The way of a server's bytes to a result or failure. The short way for the usual header comes to the same outcome as
// the full parser, and a result does not depend on how the bytes arrive.

#include "expect.hpp"
#include "http/response_reader.hpp"

#include <boost/asio/buffer.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using dataarts::http::response_reader;
using progress = response_reader::progress;

struct outcome {
  bool complete = false;
  bool is_result = false;
  bool reusable = false;
  std::string json;  // of a result
  std::string request_id;
  dataarts::failure why;
};

struct peer {
  bool clean;         // the end of the connection is no attacker's doing
  bool may_use_gzip;  // and was asked for it
};

outcome read(std::string_view bytes, std::size_t piece, peer const& from, bool plain_heads) {
  dataarts::http::reader_limits limits;
  limits.max_header = 4'096;
  limits.max_body = 64 * 1024;
  limits.plain_heads = plain_heads;
  limits.accept_gzip = from.may_use_gzip;
  response_reader reader(limits);
  reader.begin();
  auto state = progress::more;
  while (state == progress::more && !bytes.empty()) {
    auto const room = reader.prepare();
    auto const size = boost::asio::buffer_copy(room, boost::asio::buffer(bytes.data(), std::min(piece, bytes.size())));
    bytes.remove_prefix(size);
    state = reader.commit(size);
  }
  // What the last read did not hold may still lie in the socket: the connection is not clean then.
  bool const surplus = !bytes.empty();
  if (state == progress::more) state = reader.end_of_stream(from.clean);

  outcome made;
  made.complete = state == progress::complete;
  made.is_result = made.complete && reader.is_result();
  made.reusable = made.complete && reader.reusable() && !surplus;
  if (made.is_result) {
    auto const got = reader.take_result();
    made.json = dataarts::to_json(got);
    made.request_id = got.request_id();
  } else {
    made.why = reader.take_failure({}, {});
    made.request_id = made.why.request_id();
    expect(!made.why.message().empty(), "there is a message");
  }
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size < 2) return 0;
  auto const piece = std::size_t{data[0]} + 1;
  peer const from{(data[1] & 1) != 0, (data[1] & 2) != 0};
  std::string_view const bytes(reinterpret_cast<char const*>(data) + 2, size - 2);

  auto const whole = read(bytes, bytes.size() + 1, from, true);
  auto const full_parser = read(bytes, bytes.size() + 1, from, false);
  expect(whole.complete == full_parser.complete, "both ways end alike", bytes);
  expect(whole.is_result == full_parser.is_result && whole.json == full_parser.json, "both ways give one result",
         bytes);
  expect(whole.reusable == full_parser.reusable, "both ways agree about reuse", bytes);
  expect(whole.why.code() == full_parser.why.code(), "both ways give one failure", bytes);
  expect(whole.request_id == full_parser.request_id, "both ways find the request id", bytes);

  auto const cut_up = read(bytes, piece, from, true);
  expect(whole.is_result == cut_up.is_result && whole.json == cut_up.json, "a result does not depend on the cuts",
         bytes);
  expect(!whole.complete || whole.reusable == cut_up.reusable, "nor does reuse", bytes);
  return 0;
}
