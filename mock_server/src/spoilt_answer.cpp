#include "spoilt_answer.hpp"

#include "mix.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <utility>

namespace dataarts::mock {
namespace {

constexpr std::string_view length_name = "\r\nContent-Length: ";

// Where the digits of the length are, and how many; no digits if there is no length.
std::pair<std::size_t, std::size_t> find_length(std::string_view out, std::size_t start) {
  auto const head_end = out.find("\r\n\r\n", start);
  auto const found = out.find(length_name, start);
  if (found >= head_end) return {0, 0};
  auto const at = found + length_name.size();
  return {at, out.find('\r', at) - at};
}

void write_garbage(std::string& out, std::uint64_t bytes, std::uint64_t seed) {
  auto const start = out.size();
  for (std::uint64_t i = 0; i < bytes; ++i) {
    out += static_cast<char>(mix(mix(seed) + i / 8) >> (8 * (i % 8)));
  }
  out[start] = static_cast<char>(out[start] | 0x80);  // no protocol of text begins so
}

void tell_wrong_length(std::string& out, std::size_t start, std::int64_t by) {
  auto const [at, digits] = find_length(out, start);
  if (digits == 0) return;
  std::int64_t length = 0;
  std::from_chars(out.data() + at, out.data() + at + digits, length);
  out.replace(at, digits, std::to_string(std::max<std::int64_t>(length + by, 0)));
}

void break_chunks(std::string& out, std::size_t start, std::string_view before_body, std::string_view after_body) {
  auto const [at, digits] = find_length(out, start);
  if (digits == 0) return;
  constexpr std::string_view coding = "\r\nTransfer-Encoding: chunked";
  auto const line = at - length_name.size();
  out.replace(line, length_name.size() + digits, coding);
  auto const body = out.find("\r\n\r\n", start) + 4;
  out.insert(body, before_body);
  out += after_body;
}

std::string in_hex(std::size_t number) {
  char text[16];
  auto const end = std::to_chars(std::begin(text), std::end(text), number, 16).ptr;
  return {std::begin(text), end};
}

}  // namespace

void spoil(wire_fault const& fault, std::string& out, std::size_t start) {
  auto const body_size = [&] { return out.size() - (out.find("\r\n\r\n", start) + 4); };
  switch (fault.what()) {
    case wire_fault::form::stall:
    case wire_fault::form::cut:
      if (fault.bytes() < out.size() - start) out.resize(start + static_cast<std::size_t>(fault.bytes()));
      return;
    case wire_fault::form::garbage:
      out.resize(start);
      return write_garbage(out, fault.bytes(), fault.seed());
    case wire_fault::form::bad_chunk_size:
      return break_chunks(out, start, "xyz\r\n", "\r\n0\r\n\r\n");
    case wire_fault::form::no_last_chunk:
      // A chunk of no bytes would be the last one.
      if (body_size() == 0) return break_chunks(out, start, {}, {});
      return break_chunks(out, start, in_hex(body_size()) + "\r\n", "\r\n");
    case wire_fault::form::wrong_length:
      return tell_wrong_length(out, start, fault.by());
    case wire_fault::form::drip:
    case wire_fault::form::unannounced_close:
      return;
  }
}

}  // namespace dataarts::mock
