#include "histogram/hdr_v2.hpp"

#include "histogram/base64.hpp"

#include <boost/test/unit_test.hpp>

#include <zlib.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(load_hdr_v2)

namespace {

using dataarts::load::hdr_errc;
using dataarts::load::hdr_error;
using dataarts::load::hdr_histogram;
using bytes = std::vector<std::uint8_t>;

bool same(hdr_histogram const& a, hdr_histogram const& b) {
  for (std::size_t i = 0; i < hdr_histogram::size; ++i) {
    if (a.at(i) != b.at(i)) return false;
  }
  return a.count() == b.count() && a.min() == b.min() && a.max() == b.max() && a.mean() == b.mean();
}

hdr_histogram histogram_of(std::uint64_t seed, int values) {
  std::mt19937_64 random(seed);
  hdr_histogram made;
  for (int i = 0; i < values; ++i) {
    made.record(static_cast<std::int64_t>(random() >> (random() % 40 + 23)), random() >> (random() % 34 + 29));
  }
  return made;
}

void append(bytes& out, std::uint64_t value, int size) {
  while (size-- > 0) out.push_back(static_cast<std::uint8_t>(value >> static_cast<unsigned>(8 * size)));
}

struct plain_form {
  std::uint32_t cookie = 0x1c849313;
  std::optional<std::uint32_t> length = {};
  std::uint32_t offset = 0;
  std::uint32_t digits = 3;
  std::uint64_t lowest = 1;
  bytes counts = {};

  bytes made() const {
    bytes out;
    append(out, cookie, 4);
    append(out, length.value_or(static_cast<std::uint32_t>(counts.size())), 4);
    append(out, offset, 4);
    append(out, digits, 4);
    append(out, lowest, 8);
    append(out, 3'600'000'000'000, 8);
    append(out, 0x3ff0000000000000, 8);
    out.insert(out.end(), counts.begin(), counts.end());
    return out;
  }
};

bytes packed(bytes const& plain, std::uint32_t cookie = 0x1c849314) {
  auto size = compressBound(plain.size());
  bytes deflated(size);
  BOOST_REQUIRE(compress(deflated.data(), &size, plain.data(), plain.size()) == Z_OK);
  bytes out;
  append(out, cookie, 4);
  append(out, size, 4);
  out.insert(out.end(), deflated.begin(), deflated.begin() + static_cast<std::ptrdiff_t>(size));
  return out;
}

bytes unpacked(bytes const& whole) {
  bytes plain(1U << 20U);
  uLongf size = plain.size();
  BOOST_REQUIRE(uncompress(plain.data(), &size, whole.data() + 8, whole.size() - 8) == Z_OK);
  plain.resize(size);
  return plain;
}

// The error's name, or "fine".
std::string fate(std::span<std::uint8_t const> whole) {
  try {
    dataarts::load::decode_hdr_v2(whole);
    return "fine";
  } catch (hdr_error const& e) {
    return std::string(to_string(e.code()));
  }
}

bytes counts_of(std::initializer_list<int> values) {
  bytes made;
  for (auto const each : values) made.push_back(static_cast<std::uint8_t>(each));
  return made;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_stored_comes_back) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    BOOST_TEST_MESSAGE("seed " << seed);
    auto const some = histogram_of(seed, static_cast<int>(seed * seed));
    BOOST_TEST(same(dataarts::load::decode_hdr_v2(dataarts::load::encode_hdr_v2(some)), some));
    BOOST_TEST(same(dataarts::load::decode_hdr_v2_base64(dataarts::load::encode_hdr_v2_base64(some)), some));
  }
}

BOOST_AUTO_TEST_CASE(the_ends_of_the_range_come_back) {
  hdr_histogram some;
  BOOST_TEST(same(dataarts::load::decode_hdr_v2(dataarts::load::encode_hdr_v2(some)), some));
  some.record(0);
  BOOST_TEST(same(dataarts::load::decode_hdr_v2(dataarts::load::encode_hdr_v2(some)), some));
  some.record(hdr_histogram::highest, std::uint64_t{1} << 62U);
  BOOST_TEST(same(dataarts::load::decode_hdr_v2(dataarts::load::encode_hdr_v2(some)), some));
}

BOOST_AUTO_TEST_CASE(the_bytes_are_those_of_the_format) {
  hdr_histogram some;
  some.record(2);
  some.record(4, 64);
  some.record(5);
  // -2: two counters of nothing; then 1, a single 0, 64 in two bytes, 1.
  auto const expected = plain_form{.counts = counts_of({3, 2, 0, 0x80, 1, 2})}.made();
  BOOST_TEST(unpacked(dataarts::load::encode_hdr_v2(some)) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_file_of_an_hour_is_small) {
  auto const some = histogram_of(5, 100'000);
  auto const size = dataarts::load::encode_hdr_v2_base64(some).size();
  BOOST_TEST_MESSAGE(size << " bytes for " << some.count() << " values");
  BOOST_TEST(size < 200'000U);
}

BOOST_AUTO_TEST_CASE(decoding_adds) {
  auto const one = histogram_of(1, 500);
  auto const two = histogram_of(2, 500);
  auto sum = one;
  sum.add(two);
  auto decoded = one;
  dataarts::load::add_hdr_v2(dataarts::load::encode_hdr_v2(two), decoded);
  BOOST_TEST(same(decoded, sum));
}

BOOST_AUTO_TEST_CASE(what_others_write_is_taken) {
  auto const counts = counts_of({3, 2});
  BOOST_TEST(fate(packed(plain_form{.offset = 1, .counts = counts}.made())) == "fine");
  BOOST_TEST(fate(packed(plain_form{.cookie = 0x1c849303, .counts = counts}.made(), 0x1c849304)) == "fine");
  auto longer = packed(plain_form{.counts = counts}.made());
  longer.resize(longer.size() + 100);
  BOOST_TEST(fate(longer) == "fine");
}

BOOST_AUTO_TEST_CASE(each_error_has_its_name) {
  BOOST_TEST(fate({}) == "truncated");
  BOOST_TEST(fate(counts_of({0x1c, 0x84, 0x93, 0x14, 0, 0, 0})) == "truncated");
  BOOST_TEST(fate(counts_of({0x1c, 0x84, 0x93, 0x14, 0, 0, 0, 9, 1})) == "truncated");
  BOOST_TEST(fate(counts_of({0x1c, 0x84, 0x93, 0x01, 0, 0, 0, 0})) == "not_hdr_v2");
  BOOST_TEST(fate(counts_of({0x1c, 0x84, 0x93, 0x14, 0, 0, 0, 0})) == "compression");
  BOOST_TEST(fate(counts_of({0x1c, 0x84, 0x93, 0x14, 0, 0, 0, 2, 1, 2})) == "compression");
  BOOST_TEST(fate(packed(plain_form{.cookie = 0x1c849301}.made())) == "not_hdr_v2");
  BOOST_TEST(fate(packed(plain_form{.digits = 2}.made())) == "unsupported_layout");
  BOOST_TEST(fate(packed(plain_form{.lowest = 1000}.made())) == "unsupported_layout");
  BOOST_TEST(fate(packed(plain_form{.offset = 7}.made())) == "unsupported_layout");
  BOOST_TEST(fate(packed(plain_form{.length = 3, .counts = counts_of({2, 2})}.made())) == "truncated");
  BOOST_TEST(fate(packed(plain_form{.counts = counts_of({2, 0x80})}.made())) == "truncated");
  auto short_header = plain_form{}.made();
  short_header.pop_back();
  BOOST_TEST(fate(packed(short_header)) == "truncated");

  auto cut = packed(plain_form{.counts = bytes(200, 2)}.made());
  cut.resize(cut.size() - 3);
  cut[7] = static_cast<std::uint8_t>(cut[7] - 3);
  BOOST_TEST(fate(cut) == "compression");
}

BOOST_AUTO_TEST_CASE(values_above_an_hour_are_refused) {
  // -(2^31) counters of nothing, then one value; nothing is as far as that.
  BOOST_TEST(fate(packed(plain_form{.counts = counts_of({0xff, 0xff, 0xff, 0xff, 0x0f, 2})}.made())) == "out_of_range");
  bytes all_ones(9, 0xff);  // -(2^63)
  BOOST_TEST(fate(packed(plain_form{.counts = all_ones}.made())) == "fine");
  all_ones.push_back(2);
  BOOST_TEST(fate(packed(plain_form{.counts = all_ones}.made())) == "out_of_range");
}

BOOST_AUTO_TEST_CASE(sums_do_not_overflow) {
  auto most = bytes(9, 0xff);  // 2^63 - 1
  most[0] = 0xfe;
  BOOST_TEST(fate(packed(plain_form{.counts = most}.made())) == "fine");
  most.push_back(2);
  BOOST_TEST(fate(packed(plain_form{.counts = most}.made())) == "invalid_count");

  hdr_histogram full;
  full.record(7, static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
  auto const before = full.count();
  BOOST_CHECK_THROW(dataarts::load::add_hdr_v2(packed(plain_form{.counts = counts_of({2, 2})}.made()), full),
                    hdr_error);
  BOOST_TEST(full.count() == before);
  BOOST_TEST(full.at(0) == 0U);
}

BOOST_AUTO_TEST_CASE(a_bomb_is_refused) {
  auto const bomb = packed(bytes(100U << 20U, 0));
  BOOST_TEST(bomb.size() < 200'000U);
  BOOST_TEST(fate(bomb) == "too_large");
}

BOOST_AUTO_TEST_CASE(changed_bytes_are_read_or_refused) {
  constexpr std::uint64_t seed = 20261130;
  BOOST_TEST_MESSAGE("seed " << seed);
  std::mt19937_64 random(seed);
  auto const good = dataarts::load::encode_hdr_v2(histogram_of(3, 200));
  auto const plain = unpacked(good);
  int read = 0;
  int refused = 0;
  auto const change = [&random](bytes victim) {
    for (auto times = random() % 4 + 1; times > 0 && !victim.empty(); --times) {
      auto const at = victim.begin() + static_cast<std::ptrdiff_t>(random() % victim.size());
      switch (random() % 4) {
        case 0:
          *at = static_cast<std::uint8_t>(random());
          break;
        case 1:
          *at = static_cast<std::uint8_t>(*at ^ (1U << (random() % 8)));
          break;
        case 2:
          victim.erase(at, victim.begin() + std::min<std::ptrdiff_t>(
                                                victim.end() - victim.begin(),
                                                at - victim.begin() + 1 + static_cast<std::ptrdiff_t>(random() % 9)));
          break;
        default:
          victim.insert(at, random() % 9, static_cast<std::uint8_t>(random()));
      }
    }
    return victim;
  };
  for (int i = 0; i < 3000; ++i) {
    // The outer form, and the one below the checksum of zlib.
    auto const victim = i % 2 == 0 ? change(good) : packed(change(plain));
    hdr_histogram into;
    into.record(1);
    try {
      dataarts::load::add_hdr_v2(victim, into);
      ++read;
      std::uint64_t sum = 0;
      for (std::size_t k = 0; k < hdr_histogram::size; ++k) sum += into.at(k);
      BOOST_REQUIRE(sum == into.count());
      BOOST_REQUIRE(into.value_at_percentile(100) == into.max());
    } catch (hdr_error const&) {
      ++refused;
      BOOST_REQUIRE(into.count() == 1U);
    }
  }
  BOOST_TEST_MESSAGE(read << " read, " << refused << " refused");
  BOOST_TEST(read > 200);
  BOOST_TEST(refused > 1500);
}

BOOST_AUTO_TEST_CASE(base64_is_that_of_the_standard) {
  auto const text = [](std::string_view from) {
    return dataarts::load::encode_base64(bytes(from.begin(), from.end()));
  };
  BOOST_TEST(text("").empty());
  BOOST_TEST(text("f") == "Zg==");
  BOOST_TEST(text("fo") == "Zm8=");
  BOOST_TEST(text("foo") == "Zm9v");
  BOOST_TEST(text("foobar") == "Zm9vYmFy");
  for (auto const* const wrong :
       {"Z", "Zg", "Zg=", "Zg===", "Z===", "=", "Zm9v\n", " Zm9v", "Zg==Zg==", "Zm 9", "Zm-_"}) {
    BOOST_TEST(!dataarts::load::decode_base64(wrong), wrong);
  }
  std::mt19937_64 random(9);
  for (std::size_t size : {0U, 1U, 2U, 3U, 1000U, (3U << 20U) - 1, 3U << 20U, (3U << 20U) + 1}) {
    bytes some(size);
    for (auto& each : some) each = static_cast<std::uint8_t>(random());
    auto const back = dataarts::load::decode_base64(dataarts::load::encode_base64(some));
    BOOST_REQUIRE(back.has_value());
    BOOST_TEST((*back == some));
  }
  BOOST_CHECK_EXCEPTION(dataarts::load::decode_hdr_v2_base64("H4s*"), hdr_error,
                        [](hdr_error const& e) { return e.code() == hdr_errc::not_base64; });
}

BOOST_AUTO_TEST_SUITE_END()
