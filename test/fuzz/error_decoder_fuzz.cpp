// The decoder of error bodies: whatever they hold, it keeps them, reads them however they are cut, and the line for
// people that comes of it is one line.

#include "api/error_decoder.hpp"
#include "expect.hpp"

#include <dataarts/failure.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

dataarts::service_error read(std::string_view body, std::size_t piece) {
  dataarts::error_body collected;
  while (!body.empty()) {
    auto const size = std::min(piece, body.size());
    collected.write(std::string(body.substr(0, size)));
    body.remove_prefix(size);
  }
  return collected.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size < 2) return 0;
  auto const status = 100 + data[0] * 2;
  auto const piece = std::size_t{data[1]} + 1;
  std::string_view const body(reinterpret_cast<char const*>(data) + 2, size - 2);

  auto const whole = read(body, body.size() + 1);
  auto const cut_up = read(body, piece);
  expect(whole.code == cut_up.code && whole.message == cut_up.message && whole.request_id == cut_up.request_id,
         "what is read does not depend on how the body is cut");
  expect(whole.body == body.substr(0, dataarts::error_body::max_kept), "the body is kept");
  expect(whole.body_truncated == (body.size() > dataarts::error_body::max_kept), "it is known whether all is kept");

  auto const code = dataarts::classify(status, whole.code);
  dataarts::failure::details details;
  details.http_status = status;
  details.service_code = whole.code;
  details.service_message = whole.message;
  details.request_id = whole.request_id;
  details.body = whole.body;
  dataarts::failure const failure(code, details);
  auto const line = failure.message();
  expect(!line.empty(), "there is a message");
  auto const is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  expect(std::none_of(line.begin(), line.end(), is_control), "the message is one line", line);
  expect(static_cast<int>(failure.kind()) != 0, "every failure meets a condition");
  return 0;
}
