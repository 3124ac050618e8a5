#include "suggest.hpp"

#include <boost/test/unit_test.hpp>

namespace dataarts::apps {

BOOST_AUTO_TEST_SUITE(suggest)

namespace {

constexpr std::string_view options[] = {"--output", "--endpoint", "--timeout", "--rows", "--project-id"};

BOOST_AUTO_TEST_CASE(typing_slips_are_seen_through) {
  struct {
    std::string_view word;
    std::string_view meant;
  } const cases[] = {
      {"--outptu", "--output"},   {"--outpt", "--output"},       {"--ouutput", "--output"},
      {"--timeuot", "--timeout"}, {"--row", "--rows"},           {"--roes", "--rows"},
      {"--end", "--endpoint"},    {"--project", "--project-id"}, {"--projectid", "--project-id"},
  };
  for (auto const& c : cases) {
    BOOST_TEST_CONTEXT(c.word) {
      auto const found = closest(c.word, options);
      BOOST_REQUIRE(found.has_value());
      BOOST_TEST(*found == c.meant);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_word_that_is_far_from_all_gives_nothing) {
  for (std::string_view const word : {"", "--xyzzy-plugh", "ab", "--verbosely-print"}) {
    BOOST_TEST_CONTEXT(word) { BOOST_TEST(!closest(word, options).has_value()); }
  }
  BOOST_TEST(!closest(std::string(100'000, '-'), options).has_value());
}

BOOST_AUTO_TEST_CASE(the_closest_of_several_wins) {
  constexpr std::string_view verbs[] = {"wait", "want", "query"};
  BOOST_TEST(closest("wiat", verbs).value() == "wait");
  BOOST_TEST(closest("wants", verbs).value() == "want");
}

BOOST_AUTO_TEST_CASE(most_letters_of_a_short_word_have_to_be_right) {
  constexpr std::string_view modes[] = {"off", "lenient", "strict"};
  for (std::string_view const word : {"foo", "on", "of no", "fo", "yes"}) {
    BOOST_TEST_CONTEXT(word) { BOOST_TEST(!closest(word, modes).has_value()); }
  }
  for (std::string_view const word : {"of", "ofd", "fof", "offf"}) {
    BOOST_TEST_CONTEXT(word) { BOOST_TEST(closest(word, modes).value_or("") == "off"); }
  }
}

BOOST_AUTO_TEST_CASE(question) {
  BOOST_TEST(did_you_mean("--rwos", options) == "; did you mean --rows?");
  BOOST_TEST(did_you_mean("nothing like it", options) == "");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::apps
