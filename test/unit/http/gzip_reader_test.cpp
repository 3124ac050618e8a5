#include "http/gzip_reader.hpp"

#include "gzip.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(gzip_reader_test)

using dataarts::http::gzip_reader;
using problem = gzip_reader::problem;

namespace {

constexpr std::size_t pieces[] = {1, 7, 1000, 1'000'000'000};

struct outcome {
  std::string text;
  problem what;
};

outcome unpack(gzip_reader& reader, std::string_view packed, std::size_t piece, std::uint64_t limit = 100'000'000) {
  outcome made{{}, problem::none};
  reader.begin(limit);
  while (!packed.empty() && reader.what() == problem::none) {
    reader.take(packed.substr(0, piece));
    packed.remove_prefix(std::min(piece, packed.size()));
    for (auto part = reader.unpack(); !part.empty(); part = reader.unpack()) made.text += part;
  }
  made.what = reader.finish();
  return made;
}

std::string text_of(std::size_t size) {
  std::string made;
  for (unsigned i = 1; made.size() < size; ++i) made += std::to_string(i * 2654435761U) + ",";
  return made;
}

}  // namespace

BOOST_AUTO_TEST_CASE(gives_back_what_was_packed_body_after_body) {
  gzip_reader reader;
  for (auto const size : {std::size_t{0}, std::size_t{1}, std::size_t{16'383}, std::size_t{16'384}, std::size_t{16'385},
                          std::size_t{300'000}}) {
    auto const text = text_of(size).substr(0, size);
    for (auto const piece : pieces) {
      auto const got = unpack(reader, test::gzip(text), piece);
      BOOST_TEST((got.what == problem::none));
      BOOST_TEST((got.text == text));
    }
  }
}

BOOST_AUTO_TEST_CASE(an_empty_body_is_fine) {
  gzip_reader reader;
  BOOST_TEST((unpack(reader, "", 1).what == problem::none));
}

BOOST_AUTO_TEST_CASE(members_follow_each_other) {
  gzip_reader reader;
  auto const first = text_of(50'000);
  auto const second = text_of(20'000).substr(7);
  for (auto const piece : pieces) {
    auto const got = unpack(reader, test::gzip(first) + test::gzip("") + test::gzip(second), piece);
    BOOST_TEST((got.what == problem::none));
    BOOST_TEST((got.text == first + second));
  }
}

BOOST_AUTO_TEST_CASE(every_beginning_is_cut_off) {
  gzip_reader reader;
  auto const packed = test::gzip(text_of(2'000));
  for (std::size_t size = 1; size < packed.size(); ++size) {
    BOOST_TEST((unpack(reader, packed.substr(0, size), 1'000).what == problem::cut_off), size);
  }
  auto const two = packed + packed.substr(0, 10);
  BOOST_TEST((unpack(reader, two, 1'000).what == problem::cut_off));
}

BOOST_AUTO_TEST_CASE(damage_is_found) {
  gzip_reader reader;
  auto const text = text_of(2'000);
  auto const packed = test::gzip(text);
  for (auto const piece : pieces) {
    BOOST_TEST((unpack(reader, "{\"status\":\"RUNNING\"}", piece).what == problem::broken));
    BOOST_TEST((unpack(reader, "\x1fno gzip, but it begins so", piece).what == problem::broken));
    auto wrong_sum = packed;
    wrong_sum[wrong_sum.size() - 8] ^= 1;
    BOOST_TEST((unpack(reader, wrong_sum, piece).what == problem::broken));
    auto wrong_size = packed;
    wrong_size.back() ^= 1;
    BOOST_TEST((unpack(reader, wrong_size, piece).what == problem::broken));
  }
  // The reader is as good as new afterwards.
  BOOST_TEST((unpack(reader, packed, 1'000).text == text));
}

BOOST_AUTO_TEST_CASE(what_follows_must_be_a_member) {
  gzip_reader reader;
  for (auto const piece : pieces) {
    BOOST_TEST((unpack(reader, test::gzip("text") + "surplus", piece).what == problem::surplus));
    BOOST_TEST((unpack(reader, test::gzip("text") + std::string(8, '\0'), piece).what == problem::surplus));
  }
}

BOOST_AUTO_TEST_CASE(unpacked_bytes_are_limited_in_all) {
  gzip_reader reader;
  auto const text = text_of(50'000);
  auto const packed = test::gzip(text);
  for (auto const piece : pieces) {
    BOOST_TEST((unpack(reader, packed, piece, text.size()).what == problem::none));
    auto const over = unpack(reader, packed, piece, text.size() - 1);
    BOOST_TEST((over.what == problem::too_large));
    BOOST_TEST(over.text.size() < text.size());
    BOOST_TEST((unpack(reader, packed + packed, piece, text.size()).what == problem::too_large));
  }
}

// Nearly as well as deflate can, 1032 to 1: only the limit tells a table from a bomb.
BOOST_AUTO_TEST_CASE(columns_that_never_change_are_packed_very_well) {
  gzip_reader reader;
  std::string rows;
  while (rows.size() < 3'000'000) rows += R"(["0"],)";
  for (auto const& text : {rows, std::string(5'000'000, '0')}) {
    auto const packed = test::gzip(text);
    BOOST_TEST(text.size() / packed.size() > 500u);
    for (auto const piece : pieces) {
      auto const got = unpack(reader, packed, piece);
      BOOST_TEST((got.what == problem::none));
      BOOST_TEST((got.text == text));
      auto const over = unpack(reader, packed, piece, 1'000'000);
      BOOST_TEST((over.what == problem::too_large));
      BOOST_TEST(over.text.size() <= 1'000'000u);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_problem_has_words) {
  for (auto const each : {problem::broken, problem::cut_off, problem::surplus, problem::too_large}) {
    BOOST_TEST(std::string_view(gzip_reader::to_text(each)).starts_with("gzip: "));
  }
}

BOOST_AUTO_TEST_SUITE_END()
