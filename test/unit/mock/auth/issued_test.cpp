#include "auth/issued.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(mock_issued)

namespace {

namespace auth = dataarts::mock::auth;
using namespace std::chrono_literals;
using state = auth::token_mint::state;

dataarts::clock::wall_time const start{std::chrono::seconds{1'577'836'800}};

BOOST_AUTO_TEST_CASE(tokens_have_the_size_asked_for_and_repeat_with_the_seed) {
  auth::token_mint first(7, "token", 9'120);
  auth::token_mint again(7, "token", 9'120);
  auth::token_mint other_seed(8, "token", 9'120);
  auth::token_mint other_purpose(7, "metadata token", 9'120);
  auto const token = first.issue(start);
  BOOST_TEST(token.size() == 9'120U);
  BOOST_TEST(token == again.issue(start));
  BOOST_TEST(token != first.issue(start));
  BOOST_TEST((other_seed.find(token, start - 1s).state == state::unknown));
  BOOST_TEST((other_purpose.find(token, start - 1s).state == state::unknown));
  BOOST_TEST(auth::token_mint(1, "token", auth::token_mint::least_size).issue(start).size() == 128U);
}

BOOST_AUTO_TEST_CASE(a_token_with_any_character_changed_is_unknown) {
  auth::token_mint mint(1, "token", 300);
  auto const token = mint.issue(start + 24h);
  BOOST_TEST((mint.find(token, start).state == state::good));
  for (std::size_t i = 0; i < token.size(); ++i) {
    auto changed = token;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    BOOST_TEST((mint.find(changed, start).state == state::unknown), i);
  }
  BOOST_TEST((mint.find(token.substr(1), start).state == state::unknown));
  BOOST_TEST((mint.find("", start).state == state::unknown));
}

BOOST_AUTO_TEST_CASE(a_token_ends_to_the_microsecond) {
  auth::token_mint mint(1, "token", 300);
  auto const token = mint.issue(start + 1s);
  BOOST_TEST((mint.find(token, start + 1s - 1us).state == state::good));
  auto const late = mint.find(token, start + 1s);
  BOOST_TEST((late.state == state::expired));
  BOOST_TEST((late.expires == start + 1s));
}

BOOST_AUTO_TEST_CASE(ending_all_tokens_ends_those_issued_before) {
  auth::token_mint mint(1, "token", 300);
  auto const before = mint.issue(start + 24h);
  mint.expire_all(start);
  auto const after = mint.issue(start + 24h);
  BOOST_TEST((mint.find(before, start).state == state::expired));
  BOOST_TEST((mint.find(after, start).state == state::good));
}

BOOST_AUTO_TEST_CASE(temporary_keys_are_known_again_with_their_secrets) {
  auth::temporary_keys keys(1);
  auto const first = keys.issue(start + 1500ms);
  auto const second = keys.issue(start + 1500ms);
  BOOST_TEST(first.parts.access != second.parts.access);
  BOOST_TEST(first.parts.secret != second.parts.secret);
  BOOST_TEST(first.parts.security_token != second.parts.security_token);
  auto const found = keys.find(first.parts.access);
  BOOST_TEST_REQUIRE(found.has_value());
  BOOST_TEST(found->parts.secret == first.parts.secret);
  BOOST_TEST(found->parts.security_token == first.parts.security_token);
  BOOST_TEST((found->expires == start + 1s));
  BOOST_TEST((first.expires == start + 1s));
  BOOST_TEST(!auth::temporary_keys(2).find(first.parts.access).has_value());
  for (std::size_t i = 0; i < first.parts.access.size(); ++i) {
    auto changed = first.parts.access;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    BOOST_TEST(!keys.find(changed).has_value(), changed);
  }
  keys.expire_all(start - 1h);
  BOOST_TEST((keys.find(first.parts.access)->expires == start - 1h));
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
