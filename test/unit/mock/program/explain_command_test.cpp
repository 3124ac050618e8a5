#include "explain_command.hpp"

#include "raw_request.hpp"
#include "usage_error.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <map>

#include <unistd.h>

#include "auth/digest.hpp"

BOOST_AUTO_TEST_SUITE(mock_explain)

namespace {

namespace program = dataarts::mock::program;
namespace auth = dataarts::mock::auth;

std::string const secret = "the secret of the key";
std::map<std::string, std::string> const keys{{"DATAARTS_MOCK_ACCESS_KEY", "AK1"},
                                              {"DATAARTS_MOCK_SECRET_KEY", secret}};

// A file with the text, gone at the end.
struct request_file {
  explicit request_file(std::string const& text) { std::ofstream(path, std::ios::binary) << text; }
  ~request_file() { std::filesystem::remove(path); }
  std::string path =
      (std::filesystem::temp_directory_path() / ("mock_explain_request." + std::to_string(::getpid()))).string();
};

program::verb_outcome explain(std::string const& text, std::map<std::string, std::string> const& set = keys,
                              std::vector<std::string> arguments = {}) {
  request_file const file(text);
  arguments.push_back(file.path);
  return program::run_explain(arguments, [&](char const* name) {
    auto const found = set.find(name);
    return found == set.end() ? nullptr : found->second.c_str();
  });
}

std::string const path = "/v1/p/scripts/daily%20report/instances/i";
std::string const date = "20260115T083000Z";

// The canonical request, written down independently of the code that makes one.
std::string canonical(std::string const& of_path) {
  return "GET\n" + of_path + "/\n\nhost:h\nx-sdk-date:" + date + "\nx-security-token:the token\n\n" +
         "host;x-sdk-date;x-security-token\n" + auth::hex(auth::sha256(""));
}

std::string to_sign(std::string const& request) {
  return "SDK-HMAC-SHA256\n" + date + "\n" + auth::hex(auth::sha256(request));
}

std::string signed_request(std::string const& signed_path, std::string const& line_end) {
  auto const signature = auth::hex(auth::hmac_sha256(secret, to_sign(canonical(signed_path))));
  return "GET " + path + " HTTP/1.1" + line_end + "Host: h" + line_end + "X-Sdk-Date: " + date + line_end +
         "X-Security-Token: the token" + line_end + "Authorization: SDK-HMAC-SHA256 Access=AK1, " +
         "SignedHeaders=host;x-sdk-date;x-security-token, Signature=" + signature + line_end;
}

bool has(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

BOOST_AUTO_TEST_CASE(a_good_signature_is_said_to_be_good) {
  for (std::string const line_end : {"\r\n", "\n"}) {
    auto const made = explain(signed_request(path, line_end));
    BOOST_TEST(made.status == 0);
    BOOST_TEST(has(made.text, "The signature by AK1 is good.\n"));
    BOOST_TEST(has(made.text, "canonical request:\nGET\n" + path + "/\n\nhost:h\nx-sdk-date:" + date +
                                  "\nx-security-token:...\n\nhost;x-sdk-date;x-security-token\n"));
    BOOST_TEST(has(made.text, "string to sign:\n" + to_sign(canonical(path)) + '\n'));
  }
}

BOOST_AUTO_TEST_CASE(another_form_is_shown_line_by_line) {
  auto const request = signed_request("/v1/p/scripts/daily%2520report/instances/i", "\r\n");
  auto const made = explain(request);
  BOOST_TEST(made.status == 1);
  BOOST_TEST(has(made.text,
                 "The signature by AK1 is wrong. Another form of the request was signed: the path was encoded "
                 "twice.\nserver: " +
                     path + "/\nsigned: /v1/p/scripts/daily%2520report/instances/i/\n"));
  auto const lenient = explain(request, keys, {"--auth", "lenient"});
  BOOST_TEST(lenient.status == 0);
  BOOST_TEST(has(lenient.text, "The signature by AK1 is good, of a form that an official signer has.\n"));
}

BOOST_AUTO_TEST_CASE(an_unknown_key_is_named) {
  auto const made = explain(signed_request(path, "\n"), {});
  BOOST_TEST(made.status == 1);
  BOOST_TEST(
      has(made.text, "The access key AK1 is not known, so that the signature was not compared; see --auth-file."));
}

BOOST_AUTO_TEST_CASE(secrets_are_not_shown) {
  for (auto const& request : {signed_request(path, "\n"), signed_request("/wrong", "\n")}) {
    auto const made = explain(request);
    BOOST_TEST(!has(made.text, "the token"));
    BOOST_TEST(!has(made.text, secret));
    BOOST_TEST(!has(made.text, request.substr(request.find("Signature=") + 10, 64)));
  }
}

BOOST_AUTO_TEST_CASE(a_request_that_is_not_signed_shows_what_would_be) {
  auto const made = explain("POST /v1/p/scripts?b=2&a=1 HTTP/1.1\nHost: h\nWorkspace: w\nUser-Agent: u\n\n{}");
  BOOST_TEST(made.status == 0);
  BOOST_TEST(has(made.text, "POST\n/v1/p/scripts/\na=1&b=2\nhost:h\nworkspace:w\n\nhost;workspace\n" +
                                auth::hex(auth::sha256("{}"))));
  BOOST_TEST(has(made.text, "The request is not signed."));
  BOOST_TEST(has(made.text, "A signature needs the header X-Sdk-Date"));
}

BOOST_AUTO_TEST_CASE(a_body_is_what_the_header_says) {
  auto const body_of = [](std::string const& text) { return std::string(program::raw_request(text, "r").view().body); };
  BOOST_TEST(body_of("POST / HTTP/1.1\nHost: h\nContent-Length: 2\n\nab\n") == "ab");
  BOOST_TEST(body_of("POST / HTTP/1.1\nHost: h\n\nab\n") == "ab\n");
  BOOST_TEST(body_of("POST / HTTP/1.1\nHost: h\nTransfer-Encoding: chunked\n\n2\r\nab\r\n0\r\n\r\n") == "ab");
}

BOOST_AUTO_TEST_CASE(what_is_no_request_is_refused) {
  auto const refused = [](std::string const& text) {
    try {
      program::raw_request const made(text, "r.txt");
    } catch (program::usage_error const& why) {
      return std::string(why.what());
    }
    return std::string("accepted");
  };
  BOOST_TEST(refused("") == "r.txt is no HTTP request: it is empty.");
  BOOST_TEST(refused("GET /\n") ==
             "r.txt is no HTTP request: The request line does not end with HTTP/1.0 or HTTP/1.1.");
  BOOST_TEST(refused("GET / HTTP/1.1\nHost: h\nContent-Length: 3\n\nab") ==
             "r.txt is no HTTP request: its body is shorter than its header says.");
  BOOST_TEST(explain("GET / HTTP/1.1\nHost: h\nAuthorization: Bearer top-secret\n").status == 1);
  BOOST_TEST(
      !has(explain("GET / HTTP/1.1\nHost: h\nAuthorization: Bearer top-secret\n").complaints.at(0), "top-secret"));
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
