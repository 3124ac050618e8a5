#include "auth/query_signer.hpp"

#include <dataarts/signing.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

BOOST_AUTO_TEST_SUITE(query_signer_test)

using dataarts::credentials;
using dataarts::signing_algorithm;
using dataarts::signing_options;
using dataarts::auth::query_signer;

namespace {

using namespace std::chrono_literals;

dataarts::clock::wall_time const noon = std::chrono::sys_days(std::chrono::year(2026) / 1 / 15) + 12h;

/// The lines that the general signer makes for the same request.
std::string expected(credentials const& keys, signing_options const& options, std::string const& path,
                     std::string const& workspace, dataarts::clock::wall_time at) {
  dataarts::request_to_sign request{
      "GET", path, {{"Host", "h:8080"}, {"Content-Type", "application/json"}, {"X-Project-Id", "p-1"}}, ""};
  if (!workspace.empty()) request.headers.push_back({"workspace", workspace});
  auto const made = dataarts::sign(request, keys, at, options);
  std::string lines = "X-Project-Id: p-1\r\n";
  std::string date;
  for (auto const& [name, value] : made.headers) {
    auto const line = name + ": " + value + "\r\n";
    if (name == "X-Sdk-Date") {
      date = line;
    } else {
      lines += name == "Authorization" ? date + line : line;
    }
  }
  return lines;
}

}  // namespace

BOOST_AUTO_TEST_CASE(signs_as_the_general_signer_does) {
  auto const permanent = credentials::keys("AK", "SK");
  auto const temporary = credentials::keys("AK", "SK", "security+token/==");
  signing_options const derived{signing_algorithm::v11_hmac_sha256, "cn-north-4", "dayu"};
  for (auto const& keys : {permanent, temporary}) {
    for (auto const& options : {signing_options(), derived}) {
      query_signer signer(keys, options, "h:8080", "p-1");
      // Across a second, a day and a year: what is kept from call to call has to follow.
      for (auto const after : {0s, 1s, 1s, 86'400s, 86'400s * 365, 0s}) {
        for (std::string const workspace : {"", "ws", "two words"}) {
          for (std::string const path : {"/v1/p-1/scripts/a/instances/1", "/v1/p-1/scripts/%E6%97%A5/instances/2"}) {
            std::string lines = "kept";
            signer.append_lines(lines, path, workspace, noon + after);
            BOOST_TEST(lines == "kept" + expected(keys, options, path, workspace, noon + after));
            BOOST_TEST(lines.size() - 4 <= signer.largest_size());
          }
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_a_header_is_refused_without_showing_it) {
  auto const refused = [](std::invalid_argument const& why) {
    return std::string(why.what()).find("sesame") == std::string::npos;
  };
  auto const make = [](credentials const& keys, std::string_view project) {
    return query_signer(keys, {}, "h", project);
  };
  BOOST_CHECK_EXCEPTION(make(credentials::keys("AK", "sesame", "sesame\r\nX: 1"), "p"), std::invalid_argument, refused);
  BOOST_CHECK_EXCEPTION(make(credentials::keys("AK", "sesame"), "p q"), std::invalid_argument, refused);
  BOOST_CHECK_EXCEPTION(make(credentials::keys("", "sesame"), "p"), std::invalid_argument, refused);
  BOOST_CHECK_EXCEPTION(make(credentials::keys("AK", ""), "p"), std::invalid_argument, refused);
}

BOOST_AUTO_TEST_SUITE_END()
