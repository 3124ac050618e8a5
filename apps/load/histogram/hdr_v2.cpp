#include "histogram/hdr_v2.hpp"

#include "histogram/base64.hpp"

#include <fmt/format.h>

#include <zlib.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <limits>
#include <new>
#include <utility>

namespace dataarts::load {
namespace {

constexpr std::uint32_t plain_cookie = 0x1c849303;
constexpr std::uint32_t compressed_cookie = 0x1c849304;
constexpr std::uint32_t word_size_bits = 0xf0;  // of a cookie; what V2 writes there is 0x10
constexpr std::uint32_t word_size = 0x10;
constexpr std::size_t header_size = 40;
constexpr std::size_t compressed_header_size = 8;
constexpr std::size_t longest_number = 9;
constexpr std::size_t longest_plain = header_size + hdr_histogram::size * longest_number;

// Numbers are big endian.
template <typename Unsigned>
void put(std::vector<std::uint8_t>& out, Unsigned value) {
  for (int shift = std::numeric_limits<Unsigned>::digits - 8; shift >= 0; shift -= 8) {
    out.push_back(static_cast<std::uint8_t>(value >> static_cast<unsigned>(shift)));
  }
}

template <typename Unsigned>
Unsigned get(std::span<std::uint8_t const> bytes, std::size_t at) {
  if (bytes.size() < at + sizeof(Unsigned)) {
    throw hdr_error(hdr_errc::truncated, fmt::format("ends after {} bytes, in the middle of its header", bytes.size()));
  }
  Unsigned value = 0;
  for (auto const byte : bytes.subspan(at, sizeof(Unsigned))) value = static_cast<Unsigned>(value << 8U) | byte;
  return value;
}

// ZigZag, then LEB128 whose ninth byte holds eight bits.
void put_number(std::vector<std::uint8_t>& out, std::int64_t number) {
  auto value = (static_cast<std::uint64_t>(number) << 1U) ^ static_cast<std::uint64_t>(number >> 63U);
  for (std::size_t i = 1; i < longest_number && value > 0x7f; ++i) {
    out.push_back(static_cast<std::uint8_t>(value) | 0x80U);
    value >>= 7U;
  }
  out.push_back(static_cast<std::uint8_t>(value));
}

std::int64_t take_number(std::span<std::uint8_t const>& bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < longest_number; ++i) {
    if (i == bytes.size()) throw hdr_error(hdr_errc::truncated, "ends in the middle of a count");
    auto const byte = bytes[i];
    bool const last = i + 1 == longest_number;
    value |= std::uint64_t{last ? byte : byte & 0x7fU} << (7 * i);
    if (last || byte < 0x80) {
      bytes = bytes.subspan(i + 1);
      break;
    }
  }
  return static_cast<std::int64_t>((value >> 1U) ^ (~(value & 1U) + 1));
}

std::vector<std::uint8_t> encode_plain(hdr_histogram const& from) {
  std::vector<std::uint8_t> counts;
  auto const limit = hdr_histogram::index_of(from.max()) + 1;
  for (std::size_t i = 0; i < limit;) {
    if (auto const count = from.at(i); count > 0) {
      put_number(counts, static_cast<std::int64_t>(count));
      ++i;
      continue;
    }
    auto const first = i;
    while (i < limit && from.at(i) == 0) ++i;
    // One zero is written as a count: that is shorter, and what others write.
    put_number(counts, i - first == 1 ? 0 : -static_cast<std::int64_t>(i - first));
  }
  std::vector<std::uint8_t> out;
  out.reserve(header_size + counts.size());
  put(out, plain_cookie | word_size);
  put(out, static_cast<std::uint32_t>(counts.size()));
  put(out, std::uint32_t{0});  // normalizing index offset
  put(out, static_cast<std::uint32_t>(hdr_histogram::digits));
  put(out, static_cast<std::uint64_t>(hdr_histogram::lowest));
  put(out, static_cast<std::uint64_t>(hdr_histogram::highest));
  put(out, std::bit_cast<std::uint64_t>(1.0));  // ratio of stored to real values
  out.insert(out.end(), counts.begin(), counts.end());
  return out;
}

void check_cookie(std::span<std::uint8_t const> bytes, std::uint32_t wanted) {
  auto const cookie = get<std::uint32_t>(bytes, 0);
  if ((cookie & ~word_size_bits) != wanted) {
    throw hdr_error(hdr_errc::not_hdr_v2, fmt::format("begins with {:#010x}; HdrHistogram V2 would begin with {:#010x}",
                                                      cookie, wanted | word_size));
  }
}

std::vector<std::uint8_t> inflate_all(std::span<std::uint8_t const> compressed) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) throw std::bad_alloc();
  std::vector<std::uint8_t> plain(longest_plain);
  stream.next_in = const_cast<Bytef*>(compressed.data());  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  stream.avail_in = static_cast<uInt>(compressed.size());
  stream.next_out = plain.data();
  stream.avail_out = static_cast<uInt>(plain.size());
  auto const status = inflate(&stream, Z_FINISH);
  bool const full = stream.avail_out == 0;
  bool const ate_all = stream.avail_in == 0;
  inflateEnd(&stream);
  if (status != Z_STREAM_END) {
    if (full) throw hdr_error(hdr_errc::too_large, fmt::format("unpacks to more than {} bytes", longest_plain));
    bool const short_of_input = status == Z_BUF_ERROR && ate_all;
    throw hdr_error(hdr_errc::compression, short_of_input ? "the zlib stream has no end" : "no valid zlib stream");
  }
  plain.resize(plain.size() - stream.avail_out);
  return plain;
}

// Calls `use(index, count)` for each counter that is not 0.
template <typename Use>
void for_each_count(std::span<std::uint8_t const> counts, Use use) {
  constexpr auto end = hdr_histogram::size;
  std::size_t index = 0;
  while (!counts.empty()) {
    auto const number = take_number(counts);
    if (number < 0) {
      auto const zeros = ~static_cast<std::uint64_t>(number) + 1;
      index = zeros > end - std::min(index, end) ? end : index + static_cast<std::size_t>(zeros);
      continue;
    }
    if (number > 0) use(index, static_cast<std::uint64_t>(number));
    if (index < end) ++index;
  }
}

}  // namespace

std::string_view to_string(hdr_errc value) noexcept {
  switch (value) {
    case hdr_errc::not_base64:
      return "not_base64";
    case hdr_errc::truncated:
      return "truncated";
    case hdr_errc::not_hdr_v2:
      return "not_hdr_v2";
    case hdr_errc::compression:
      return "compression";
    case hdr_errc::too_large:
      return "too_large";
    case hdr_errc::unsupported_layout:
      return "unsupported_layout";
    case hdr_errc::out_of_range:
      return "out_of_range";
    case hdr_errc::invalid_count:
      break;
  }
  return "invalid_count";
}

std::vector<std::uint8_t> encode_hdr_v2(hdr_histogram const& from) {
  auto const plain = encode_plain(from);
  auto size = compressBound(static_cast<uLong>(plain.size()));
  std::vector<std::uint8_t> packed(size);
  if (compress(packed.data(), &size, plain.data(), static_cast<uLong>(plain.size())) != Z_OK) throw std::bad_alloc();
  std::vector<std::uint8_t> out;
  out.reserve(compressed_header_size + size);
  put(out, compressed_cookie | word_size);
  put(out, static_cast<std::uint32_t>(size));
  out.insert(out.end(), packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(size));
  return out;
}

std::string encode_hdr_v2_base64(hdr_histogram const& from) { return encode_base64(encode_hdr_v2(from)); }

void add_hdr_v2(std::span<std::uint8_t const> bytes, hdr_histogram& into) {
  check_cookie(bytes, compressed_cookie);
  auto const size = get<std::uint32_t>(bytes, 4);
  if (size > bytes.size() - compressed_header_size) {
    throw hdr_error(hdr_errc::truncated, fmt::format("announces {} compressed bytes and has {}", size,
                                                     bytes.size() - compressed_header_size));
  }
  auto const plain = inflate_all(bytes.subspan(compressed_header_size, size));
  check_cookie(plain, plain_cookie);
  auto const payload = get<std::uint32_t>(plain, 4);
  auto const offset = get<std::uint32_t>(plain, 8);
  auto const digits = get<std::uint32_t>(plain, 12);
  auto const lowest = get<std::uint64_t>(plain, 16);
  get<std::uint64_t>(plain, 32);  // the header is whole
  if (digits != hdr_histogram::digits || lowest != hdr_histogram::lowest) {
    throw hdr_error(
        hdr_errc::unsupported_layout,
        fmt::format("has {} digits from the lowest value {}; {} digits from {} can be read, since others do not add up "
                    "without loss",
                    digits, lowest, hdr_histogram::digits, hdr_histogram::lowest));
  }
  // Java shifts its counters by such an offset; hdr-histogram-js always writes 1, without meaning one.
  if (offset > 1) {
    throw hdr_error(hdr_errc::unsupported_layout, fmt::format("has its counters shifted by {}", offset));
  }
  if (payload > plain.size() - header_size) {
    throw hdr_error(hdr_errc::truncated,
                    fmt::format("announces {} bytes of counts and has {}", payload, plain.size() - header_size));
  }
  // First a look, then the work: `into` is not to be left with half of it.
  auto const counts = std::span(plain).subspan(header_size, payload);
  constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  auto room = most - std::min(most, into.count());
  for_each_count(counts, [&room](std::size_t index, std::uint64_t count) {
    if (index > hdr_histogram::index_of(hdr_histogram::highest)) {
      throw hdr_error(hdr_errc::out_of_range,
                      fmt::format("counts values above {}, one hour in nanoseconds", hdr_histogram::highest));
    }
    if (count > room) throw hdr_error(hdr_errc::invalid_count, "counts add up to more than 2^63");
    room -= count;
  });
  for_each_count(
      counts, [&into](std::size_t index, std::uint64_t count) { into.record(hdr_histogram::lowest_in(index), count); });
}

void add_hdr_v2_base64(std::string_view text, hdr_histogram& into) {
  auto const bytes = decode_base64(text);
  if (!bytes) throw hdr_error(hdr_errc::not_base64, "not base64 (RFC 4648, padded, without blanks)");
  add_hdr_v2(*bytes, into);
}

hdr_histogram decode_hdr_v2(std::span<std::uint8_t const> bytes) {
  hdr_histogram made;
  add_hdr_v2(bytes, made);
  return made;
}

hdr_histogram decode_hdr_v2_base64(std::string_view text) {
  hdr_histogram made;
  add_hdr_v2_base64(text, made);
  return made;
}

}  // namespace dataarts::load
