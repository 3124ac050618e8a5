#include "duration_text.hpp"

#include <boost/test/unit_test.hpp>

namespace dataarts::apps {

BOOST_AUTO_TEST_SUITE(duration_text)

namespace {

using namespace std::chrono_literals;

BOOST_AUTO_TEST_CASE(reads_numbers_with_units) {
  struct {
    std::string_view text;
    std::chrono::nanoseconds value;
  } const cases[] = {{"30s", 30s},      {"250ms", 250ms},  {"9m30s", 9min + 30s},
                     {"1.5s", 1500ms},  {"2h", 2h},        {"1h2m3s4ms5us", 1h + 2min + 3s + 4ms + 5us},
                     {"0s", 0s},        {"0.25ms", 250us}, {"90m", 90min},
                     {"87600h", 87600h}};
  for (auto const& c : cases) {
    BOOST_TEST_CONTEXT(c.text) {
      auto const read = parse_duration(c.text);
      BOOST_REQUIRE(read.has_value());
      BOOST_TEST(read->count() == c.value.count());
    }
  }
}

BOOST_AUTO_TEST_CASE(refuses_everything_else) {
  for (std::string_view const text :
       {"",     "5",     "s",    "5 s",    " 5s", "5s ", "-5s", "+5s",  "5x",           "5sec",
        "1e3s", "30s9m", "5s5s", "1.2.3s", ".s",  "5S",  "nan", "infs", "99999999999h", "87672h87672m87672000000s",
        "5s,",  "0x5s"}) {
    BOOST_TEST_CONTEXT(text) { BOOST_TEST(!parse_duration(text).has_value()); }
  }
}

BOOST_AUTO_TEST_CASE(for_people) {
  struct {
    std::chrono::nanoseconds value;
    std::string_view text;
  } const cases[] = {{0s, "0.00s"},      {420ms, "0.42s"},   {9994ms, "9.99s"}, {9996ms, "10.0s"},
                     {59940ms, "59.9s"}, {59960ms, "1m00s"}, {182s, "3m02s"},   {3599s, "59m59s"},
                     {3600s, "1h00m"},   {7620s, "2h07m"},   {24h, "1d00h"},    {76h + 30min, "3d04h"}};
  for (auto const& c : cases) BOOST_TEST(format_duration(c.value) == c.text);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::apps
