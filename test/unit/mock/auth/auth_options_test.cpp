#include <dataarts/mock/auth_options.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <stdexcept>
#include <string>

BOOST_AUTO_TEST_SUITE(mock_auth_options)

namespace {

namespace mock = dataarts::mock;

std::string complaint(std::function<void(mock::auth_options&)> const& change) {
  mock::auth_options options;
  options.keys = {{"AK", "SK", ""}};
  options.tokens = {"token"};
  options.users = {{"d", "u", "p", {{"id", "name"}}}};
  change(options);
  try {
    options.validate();
  } catch (std::invalid_argument const& problem) {
    return problem.what();
  }
  return {};
}

BOOST_AUTO_TEST_CASE(what_is_right_is_accepted) {
  BOOST_TEST(complaint([](auto&) {}).empty());
  mock::auth_options().validate();
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_named_without_repeating_secrets) {
  BOOST_TEST(complaint([](auto& to) { to.keys[0].access = "A/K"; }) ==
             "auth.keys[0].access is empty, or has a blank, a comma, a slash or what is not printable ASCII");
  BOOST_TEST(complaint([](auto& to) { to.keys[0].secret = ""; }) == "auth.keys[0].secret is empty");
  BOOST_TEST(complaint([](auto& to) { to.keys.push_back(to.keys[0]); }) ==
             "auth.keys[1].access is that of an earlier key");
  BOOST_TEST(complaint([](auto& to) { to.keys[0].security_token = "to\nken"; }) ==
             "auth.keys[0].security_token has a blank, or what is not printable ASCII");
  BOOST_TEST(complaint([](auto& to) { to.tokens.push_back("to ken"); }) ==
             "auth.tokens[1] is empty, or has a blank or what is not printable ASCII");
  BOOST_TEST(complaint([](auto& to) { to.users[0].domain = ""; }) == "auth.users[0].domain is empty");
  BOOST_TEST(complaint([](auto& to) { to.users[0].name = ""; }) == "auth.users[0].name is empty");
  BOOST_TEST(complaint([](auto& to) { to.users[0].password = ""; }) == "auth.users[0].password is empty");
  BOOST_TEST(complaint([](auto& to) { to.users.push_back(to.users[0]); }) ==
             "auth.users[1] is an earlier user once more");
  BOOST_TEST(complaint([](auto& to) { to.users[0].projects[0].id = ""; }) ==
             "auth.users[0].projects[0] needs an id and a name");
  BOOST_TEST(complaint([](auto& to) { to.token_life = std::chrono::seconds(0); }) ==
             "auth.token_life is 0 s; it has to be between 1 s and a year");
  BOOST_TEST(complaint([](auto& to) { to.temporary_key_life = std::chrono::hours(10'000); }) ==
             "auth.temporary_key_life is 36000000 s; it has to be between 1 s and a year");
  BOOST_TEST(complaint([](auto& to) { to.token_size = 100; }) ==
             "auth.token_size is 100; it has to be between 128 and 65536");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
