#include <dataarts/signing.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(signing_test)

using dataarts::credentials;
using dataarts::request_to_sign;
using dataarts::sign;
using dataarts::signing_algorithm;
using dataarts::signing_options;

namespace {

namespace json = boost::json;

json::value const& vectors() {
  static json::value const read = [] {
    std::ifstream file(DATAARTS_TEST_DATA "/signing_vectors.json");
    std::ostringstream text;
    text << file.rdbuf();
    return json::parse(text.str());
  }();
  return read;
}

std::string text_of(json::value const& from) { return std::string(from.as_string()); }

/// The time that `YYYYMMDDTHHMMSSZ` stands for.
dataarts::clock::wall_time time_of(std::string const& text) {
  auto const number = [&](std::size_t at, std::size_t size) { return std::stoi(text.substr(at, size)); };
  std::chrono::year_month_day const day(std::chrono::year(number(0, 4)),
                                        std::chrono::month(static_cast<unsigned>(number(4, 2))),
                                        std::chrono::day(static_cast<unsigned>(number(6, 2))));
  return std::chrono::sys_days(day) + std::chrono::hours(number(9, 2)) + std::chrono::minutes(number(11, 2)) +
         std::chrono::seconds(number(13, 2));
}

/// The request of a vector; its target is what the vector says goes on the request line.
request_to_sign request_of(json::object const& vector) {
  auto const& in = vector.at("input").as_object();
  request_to_sign made;
  made.method = text_of(in.at("method"));
  made.target = text_of(vector.at("output").at("request_target"));
  made.body = text_of(in.at("body"));
  made.headers.push_back({"Host", text_of(in.at("host"))});
  for (auto const& each : in.at("headers").as_array()) {
    made.headers.push_back({text_of(each.at(0)), text_of(each.at(1))});
  }
  return made;
}

credentials keys_of(json::object const& in) {
  auto const& token = in.at("security_token");
  return credentials::keys(text_of(in.at("ak")), text_of(in.at("sk")), token.is_null() ? "" : text_of(token));
}

std::string added(dataarts::signed_request const& made, std::string_view name) {
  for (auto const& each : made.headers) {
    if (each.name == name) return each.value;
  }
  return "(none)";
}

request_to_sign usable() { return {"GET", "/v1/p/scripts", {{"Host", "h"}}, ""}; }

auto const keys = credentials::keys("AK", "very-secret");

std::string refusal_of(request_to_sign const& request, credentials const& with = keys,
                       signing_options const& options = {}) {
  try {
    sign(request, with, time_of("20260115T083000Z"), options);
  } catch (std::invalid_argument const& why) {
    BOOST_TEST(std::string(why.what()).find("very-secret") == std::string::npos);
    return why.what();
  }
  return "(none)";
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_official_signers_vectors) {
  std::size_t count = 0;
  for (auto const* const list : {"vectors", "derived_vectors"}) {
    for (auto const& each : vectors().at(list).as_array()) {
      auto const& vector = each.as_object();
      auto const& in = vector.at("input").as_object();
      auto const& out = vector.at("output").as_object();
      signing_options options;
      if (in.contains("region_id")) {
        options = {signing_algorithm::v11_hmac_sha256, text_of(in.at("region_id")),
                   text_of(in.at("derived_auth_service_name"))};
      }
      BOOST_TEST_CONTEXT(text_of(vector.at("id"))) {
        auto const made = sign(request_of(vector), keys_of(in), time_of(text_of(in.at("x_sdk_date"))), options);
        BOOST_TEST(made.canonical_request == text_of(out.at("canonical_request")));
        BOOST_TEST(made.signed_headers == text_of(out.at("signed_headers")));
        BOOST_TEST(made.string_to_sign == text_of(out.at("string_to_sign")));
        BOOST_TEST(added(made, "Authorization") == text_of(out.at("authorization")));
        BOOST_TEST(added(made, "X-Sdk-Date") == text_of(in.at("x_sdk_date")));
        ++count;
      }
    }
  }
  BOOST_TEST(count == 22u);
}

BOOST_AUTO_TEST_CASE(a_date_that_is_given_is_used_and_not_added) {
  auto request = usable();
  request.headers.push_back({"x-sdk-date", "20200229T235959Z"});
  auto const made = sign(request, keys, time_of("20260115T083000Z"));
  BOOST_TEST(added(made, "X-Sdk-Date") == "(none)");
  BOOST_TEST(made.string_to_sign.find("20200229T235959Z") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(headers_that_gateways_drop_are_not_signed) {
  auto request = usable();
  request.headers.push_back({"X_Under", "1"});
  request.headers.push_back({"Authorization", "old"});
  request.headers.push_back({"Empty", "  "});
  auto const made = sign(request, keys, time_of("20260115T083000Z"));
  BOOST_TEST(made.signed_headers == "empty;host;x-sdk-date");
}

BOOST_AUTO_TEST_CASE(the_query_is_sorted_by_raw_name_and_value) {
  auto request = usable();
  request.target = "/a?b=2&a~=1&a%2D=&a=%7E&b=1&&flag&=x";
  auto const made = sign(request, keys, time_of("20260115T083000Z"));
  auto const begin = made.canonical_request.find("/a/\n") + 4;
  auto const query = made.canonical_request.substr(begin, made.canonical_request.find('\n', begin) - begin);
  BOOST_TEST(query == "=x&a=~&a-=&a~=1&b=1&b=2&flag=");
}

BOOST_AUTO_TEST_CASE(any_length_of_key_and_every_number_of_headers) {
  // HMAC shortens keys over 64 bytes by hashing them: 64 and 65 differ in kind.
  for (auto const size : {1u, 63u, 64u, 65u, 200u}) {
    auto const made = sign(usable(), credentials::keys("AK", std::string(size, 'k')), time_of("20260115T083000Z"));
    BOOST_TEST(made.headers.back().value.size() == std::string("SDK-HMAC-SHA256 Access=AK, SignedHeaders=").size() +
                                                       made.signed_headers.size() + std::string(", Signature=").size() +
                                                       64);
  }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_signed_is_named) {
  struct {
    std::string why;
    request_to_sign request;
  } const cases[] = {
      {"header Host is missing: it has to be signed", {"GET", "/", {}, ""}},
      {"method \"GE T\" is not a method that HTTP allows", {"GE T", "/", {{"Host", "h"}}, ""}},
      {"target \"v1\" has to begin with '/'", {"GET", "v1", {{"Host", "h"}}, ""}},
      {"target \"/a#b\" has a fragment ('#'), which is never sent", {"GET", "/a#b", {{"Host", "h"}}, ""}},
      {"path \"/%4\" has a '%' that is not followed by two hex digits", {"GET", "/%4", {{"Host", "h"}}, ""}},
      {"query \"%zz\" has a '%' that is not followed by two hex digits", {"GET", "/?a=%zz", {{"Host", "h"}}, ""}},
      {"header \"host\" is there twice, which cannot be signed", {"GET", "/", {{"Host", "h"}, {"HOST", "h"}}, ""}},
      {"header name \"a b\" is not a name that HTTP allows", {"GET", "/", {{"Host", "h"}, {"a b", "c"}}, ""}},
      {"header \"a\" has a control character in its value",
       {"GET", "/", {{"Host", "h"}, {"a", "very-secret\r\nb: c"}}, ""}},
      {"header X-Sdk-Date is not of the form YYYYMMDDTHHMMSSZ",
       {"GET", "/", {{"Host", "h"}, {"X-Sdk-Date", "2026-01-15"}}, ""}},
  };
  for (auto const& each : cases) BOOST_TEST(refusal_of(each.request) == each.why);

  BOOST_TEST(refusal_of(usable(), credentials::token("t")) == "access key: is empty");
  BOOST_TEST(refusal_of(usable(), credentials::keys("AK", "")) == "secret key: is empty");
  BOOST_TEST(refusal_of(usable(), credentials::keys("A,K", "s")) ==
             "access key: has a character that cannot be in one");
  signing_options options{signing_algorithm::v11_hmac_sha256, "", "dayu"};
  BOOST_TEST(refusal_of(usable(), keys, options).find("signing.region: ") == 0u);
  options = {signing_algorithm::v11_hmac_sha256, "cn-north-4", "a/b"};
  BOOST_TEST(refusal_of(usable(), keys, options).find("signing.service: ") == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
