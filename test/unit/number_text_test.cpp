#include "number_text.hpp"

#include <boost/test/unit_test.hpp>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <optional>
#include <random>
#include <string>

BOOST_AUTO_TEST_SUITE(number_text_test)

using dataarts::cell_kind;
using dataarts::double_keeps_digits;
using dataarts::double_of;
using dataarts::int64_of;
using dataarts::number_kind;
using dataarts::uint64_of;

BOOST_AUTO_TEST_CASE(integers_however_they_are_written) {
  struct {
    char const* text;
    std::optional<std::int64_t> as_int64;
    std::optional<std::uint64_t> as_uint64;
  } const cases[] = {
      {"0", 0, 0},
      {"-0", 0, 0},
      {"-0.0e5", 0, 0},
      {"70", 70, 70},
      {"70.0", 70, 70},
      {"70.00000000000000000000000000000000", 70, 70},
      {"7e1", 7 * 10, 70},
      {"7E+1", 70, 70},
      {"700e-1", 70, 70},
      {"0.07e3", 70, 70},
      {"0.007e3", 7, 7},
      {"1200.50e1", 12005, 12005},
      {"-70", -70, {}},
      {"70.5", {}, {}},
      {"7e-1", {}, {}},
      {"0.1", {}, {}},
      {"9223372036854775807", INT64_MAX, 9223372036854775807u},
      {"9223372036854775808", {}, 9223372036854775808u},
      {"-9223372036854775808", INT64_MIN, {}},
      {"-9223372036854775809", {}, {}},
      {"18446744073709551615", {}, UINT64_MAX},
      {"18446744073709551616", {}, {}},
      {"1e18", 1'000'000'000'000'000'000, 1'000'000'000'000'000'000u},
      {"1e19", {}, 10'000'000'000'000'000'000u},
      {"1e20", {}, {}},
      {"1e1000000000000000000000", {}, {}},
      {"0e1000000000000000000000", 0, 0},
      {"1e-1000000000000000000000", {}, {}},
      {"100000000000000000000e-20", 1, 1},
      {"", {}, {}},
      {"-", {}, {}},
      {"+1", {}, {}},
      {"01", {}, {}},
      {"1.", {}, {}},
      {".5", {}, {}},
      {"1e", {}, {}},
      {"1e+", {}, {}},
      {" 1", {}, {}},
      {"1 ", {}, {}},
      {"0x10", {}, {}},
      {"inf", {}, {}},
      {"nan", {}, {}},
      {"true", {}, {}},
  };
  for (auto const& given : cases) {
    BOOST_TEST_CONTEXT(given.text) {
      BOOST_TEST((int64_of(given.text) == given.as_int64));
      BOOST_TEST((uint64_of(given.text) == given.as_uint64));
    }
  }
}

BOOST_AUTO_TEST_CASE(doubles_are_the_nearest_ones) {
  for (auto const* const text :
       {"0", "0.0", "1", "-1", "0.1", "1.10", "913460.0", "1e5", "1E-5", "123456789012345", "1234567890123456",
        "0.123456789012345", "0.30000000000000004", "9007199254740993", "1.7976931348623157e308", "5e-324",
        "2.2250738585072011e-308", "1234567890123456789012345678.0123456789", "999999999999999.9"}) {
    BOOST_TEST(double_of(text).value() == std::strtod(text, nullptr), text);
  }
  BOOST_TEST(std::signbit(double_of("-0").value()));
  BOOST_TEST(std::signbit(double_of("-0.0").value()));
}

BOOST_AUTO_TEST_CASE(doubles_at_the_ends_of_the_range) {
  BOOST_TEST(!double_of("1e309"));
  BOOST_TEST(!double_of("-1e309"));
  BOOST_TEST(!double_of("1" + std::string(400, '0')));
  BOOST_TEST(double_of("1e-400").value() == 0.0);
  BOOST_TEST(!std::signbit(double_of("1e-400").value()));
  BOOST_TEST(std::signbit(double_of("-1e-400").value()));
  BOOST_TEST(double_of("0." + std::string(400, '0') + "1").value() == 0.0);
}

BOOST_AUTO_TEST_CASE(other_texts_are_no_doubles) {
  for (auto const* const text : {"", "-", ".", "1.", ".1", "01", "00", "-01.5", "1..2", "1.2.3", "1e", "0x1", "inf",
                                 "nan", " 1", "1 ", "1,5", "--1"}) {
    BOOST_TEST(!double_of(text), text);
  }
}

BOOST_AUTO_TEST_CASE(random_doubles_and_decimals_agree_with_the_standard_library) {
  auto const seed = std::random_device{}();
  BOOST_TEST_MESSAGE("seed " << seed);
  std::mt19937_64 random(seed);
  for (int i = 0; i < 20'000; ++i) {
    auto const digits = std::to_string(random() % 1'000'000'000'000'000'000u);
    auto const point = random() % (digits.size() + 1);
    auto text = digits.substr(0, point) + "." + digits.substr(point);
    if (text.front() == '.') text.insert(0, "0");
    if (text.back() == '.') text += "0";
    BOOST_TEST(double_of(text).value() == std::strtod(text.c_str(), nullptr), text << ", seed " << seed);

    auto const bits = random();
    double value = 0;
    static_assert(sizeof value == sizeof bits);
    std::memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value)) continue;
    char shortest[32];
    std::string const printed(shortest, std::to_chars(shortest, shortest + sizeof shortest, value).ptr);
    BOOST_TEST((number_kind(printed) == cell_kind::float64 || printed.find_first_of(".e") == printed.npos), printed);
    BOOST_TEST(double_of(printed).value() == value, printed);
  }
}

BOOST_AUTO_TEST_CASE(which_numbers_a_double_keeps) {
  for (auto const* const text : {"0", "0.0", "-0", "1.10", "123456789012345", "0.1", "1e22", "1e23", "1e308", "5e-324",
                                 "0.30000000000000004", "12345678901234567000", "100000000000000000000000000.000"}) {
    BOOST_TEST(double_keeps_digits(text), text);
  }
  for (auto const* const text : {"9007199254740993", "0.1000000000000000055", "12345678901234567.8", "1e309", "1e-400",
                                 "3e-324", "123456789012345678", "0.12345678901234567890", "x", ""}) {
    BOOST_TEST(!double_keeps_digits(text), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
