#include "api/error_decoder.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(error_decoder_test)

using dataarts::classify;
using dataarts::errc;
using dataarts::error_body;

namespace {

dataarts::service_error read(std::string_view body) {
  error_body collected;
  collected.write(body);
  return collected.finish();
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_known_shape) {
  struct {
    char const* body;
    char const* code;
    char const* message;
    char const* request_id;
  } const cases[] = {
      {R"({"error_code":"DLF.6201","error_msg":"The script does not exist."})", "DLF.6201",
       "The script does not exist.", ""},
      {R"({"error_msg":"m","error_code":"APIG.0301","request_id":"4f1f"})", "APIG.0301", "m", "4f1f"},
      {R"({"errorCode":"DLF.3051","errorMsg":"m","requestId":"r"})", "DLF.3051", "m", "r"},
      {R"({"code":"DLF.1","message":"m"})", "DLF.1", "m", ""},
      {R"({"error":{"code":401,"message":"m","title":"Unauthorized"}})", "401", "m", ""},
      {R"({"errors":[{"error_code":"DLF.0819","error_msg":"m"},{"error_code":"second","error_msg":"x"}]})", "DLF.0819",
       "m", ""},
      {R"({"error_code":400,"error_msg":"m"})", "400", "m", ""},
      {R"({"error_code":18446744073709551615,"error_msg":"m"})", "18446744073709551615", "m", ""},
      // more than one pair: error_code before errorCode before code
      {R"({"code":"c","message":"d","errorCode":"e","errorMsg":"f","error_code":"a","error_msg":"b"})", "a", "b", ""},
      {R"({"code":"c","message":"d","errorCode":"e","errorMsg":"f"})", "e", "f", ""},
      // an outer half does not hide an inner whole
      {R"({"message":"wrapper","error":{"code":"c","message":"m"}})", "c", "m", ""},
      {R"({"code":null,"message":{"error_code":"a","error_msg":"b"}})", "a", "b", ""},
      // halves
      {R"({"error_code":"DLF.6201"})", "DLF.6201", "", ""},
      {R"({"error_msg":"only text"})", "", "only text", ""},
      {R"({"error":{"message":"only text"}})", "", "only text", ""},
      {R"({"error_code":"a","encoded_authorization_message":"AQ=="})", "a", "AQ==", ""},
      {R"({"error_code":"a","error_msg":"b","encoded_authorization_message":"AQ=="})", "a", "b", ""},
      // text with escapes
      {R"({"error_code":"a","error_msg":"line\nline \u4e2d \"x\""})", "a", "line\nline 中 \"x\"", ""},
      {"\xef\xbb\xbf{\"error_code\":\"a\",\"error_msg\":\"b\"}", "a", "b", ""},
      // nothing to be read
      {R"({"error_code":{},"error_msg":[]})", "", "", ""},
      {R"({"status":"FINISHED"})", "", "", ""},
      {"[]", "", "", ""},
      {"\"text\"", "", "", ""},
      {"12", "", "", ""},
      {"", "", "", ""},
      {"<html><body>502</body></html>", "", "", ""},
      {"upstream request timeout", "", "", ""},
      {R"({"error_code":"DLF.6201","error_msg":"cut)", "", "", ""},
  };
  for (auto const& given : cases) {
    BOOST_TEST_CONTEXT(given.body) {
      auto const told = read(given.body);
      BOOST_TEST(told.code == given.code);
      BOOST_TEST(told.message == given.message);
      BOOST_TEST(told.request_id == given.request_id);
      BOOST_TEST(told.body == given.body);
      BOOST_TEST(!told.body_truncated);
    }
  }
}

BOOST_AUTO_TEST_CASE(deep_bodies_are_not_followed_forever) {
  auto const deep = std::string(5000, '[') + R"({"error_code":"a","error_msg":"b"})" + std::string(5000, ']');
  BOOST_TEST(read(deep).code == "");
  BOOST_TEST(read(deep).body == deep);
}

BOOST_AUTO_TEST_CASE(at_most_64_kib_are_kept) {
  error_body collected;
  std::string const piece(10'000, 'x');
  for (int i = 0; i < 6; ++i) collected.write(piece);
  collected.write(std::string(5'536, 'y'));
  auto const exact = collected.finish();
  BOOST_TEST(exact.body.size() == error_body::max_kept);
  BOOST_TEST(!exact.body_truncated);

  collected.write(std::string(error_body::max_kept - 1, 'x'));
  collected.write("yz");
  collected.write("more");
  auto const cut = collected.finish();
  BOOST_TEST(cut.body.size() == error_body::max_kept);
  BOOST_TEST(cut.body.back() == 'y');
  BOOST_TEST(cut.body_truncated);
}

BOOST_AUTO_TEST_CASE(it_can_be_used_again) {
  error_body collected;
  collected.write(R"({"error_code":"first",)");
  collected.reset();
  collected.write(R"({"error_code":)");
  collected.write(R"("second"})");
  BOOST_TEST(collected.finish().code == "second");
  BOOST_TEST(collected.finish().body == "");
}

BOOST_AUTO_TEST_CASE(what_status_and_code_mean) {
  struct {
    int status;
    char const* code;
    errc meaning;
  } const cases[] = {
      {400, "DLF.6201", errc::not_found},
      {400, "DLF.6205", errc::not_found},
      {400, "DLF.0819", errc::not_found},
      {400, "DLF.20819", errc::not_found},
      {400, "DLF.3051", errc::request_rejected},
      {400, "DLF.62011", errc::request_rejected},
      {400, "XDLF.6201", errc::request_rejected},
      {400, "", errc::request_rejected},
      {400, "APIG.0201", errc::request_rejected},
      {404, "APIG.0101", errc::not_found},
      {400, "APIGW.0101", errc::not_found},
      {404, "", errc::not_found},
      {404, "unheard of", errc::not_found},
      {401, "", errc::unauthorized},
      {401, "APIG.0301", errc::unauthorized},
      {401, "APIGW.0307", errc::unauthorized},
      {403, "", errc::forbidden},
      {403, "APIG.0302", errc::forbidden},
      {403, "DLF.6201", errc::forbidden},
      {400, "DLF.6888", errc::forbidden},
      {429, "", errc::throttled},
      {429, "APIG.0308", errc::throttled},
      {400, "APIGW.0308", errc::throttled},
      {400, "DLF.0308", errc::request_rejected},
      {405, "APIG.0501", errc::request_rejected},
      {408, "", errc::request_timeout},
      {413, "", errc::request_rejected},
      {494, "APIG.0201", errc::request_rejected},
      {500, "", errc::server_error},
      {500, "DLF.6201", errc::server_error},
      {502, "APIG.0202", errc::server_error},
      {503, "", errc::server_error},
      {504, "", errc::server_error},
      {599, "", errc::server_error},
      {204, "", errc::unexpected_status},
      {201, "DLF.6201", errc::unexpected_status},
      {302, "", errc::unexpected_status},
      {304, "", errc::unexpected_status},
      {100, "", errc::unexpected_status},
      {600, "", errc::unexpected_status},
      {0, "", errc::unexpected_status},
  };
  for (auto const& given : cases) {
    BOOST_TEST_CONTEXT(given.status << " " << given.code) {
      BOOST_TEST(static_cast<int>(classify(given.status, given.code)) == static_cast<int>(given.meaning));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
