#include "api/query_request.hpp"
#include "auth/authorization.hpp"

#include <dataarts/signing.hpp>
#include <dataarts/virtual_clock.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(query_request_test)

using dataarts::credentials;
using dataarts::is_sendable_name;
using dataarts::is_sendable_workspace;
using dataarts::objection_to;
using dataarts::query_request_template;

namespace {

/// The request; also checks what is said of its size.
std::string request_of(query_request_template maker, credentials const& from, std::string_view script,
                       std::string_view instance, std::string_view workspace) {
  dataarts::virtual_clock const time;
  dataarts::auth::authorization authorization(from, {}, "h:8080", "p");
  std::string out = "before|";
  maker.append_to(out, script, instance, workspace, authorization, time);
  out.erase(0, 7);
  auto const said = maker.size_of(script, instance, workspace, authorization);
  BOOST_TEST(said >= out.size());
  BOOST_TEST(said <= out.size() + 10);  // the signature may cover a workspace or not
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(names_that_can_and_cannot_be_sent) {
  for (std::string_view const name :
       {"a", "dwsscript", "a1ad-448a-9d56-4154193d49c5", "脚本 1", "a+b%c~d", "...", ".a", "😀"}) {
    BOOST_TEST(is_sendable_name(name), name);
  }
  for (std::string_view const name :
       {std::string_view(""), std::string_view("/"), std::string_view("a/b"), std::string_view("."),
        std::string_view(".."), std::string_view("a\nb"), std::string_view("a\0b", 3), std::string_view("\x1f"),
        std::string_view("\x7f"), std::string_view("\xff"), std::string_view("a\xc3"), std::string_view("\xed\xa0\x80"),
        std::string_view("\xc0\xaf")}) {
    BOOST_TEST(!is_sendable_name(name), name);
  }
}

BOOST_AUTO_TEST_CASE(workspaces_that_can_and_cannot_be_sent) {
  for (std::string_view const value : {"", "b384b9e9ab9b4ee8994c8633aabc9505", "a b", "~!@#"}) {
    BOOST_TEST(is_sendable_workspace(value), value);
  }
  for (std::string_view const value : {" a", "a ", "a\r\nX-Evil: 1", "a\tb", "工作区", "\x7f"}) {
    BOOST_TEST(!is_sendable_workspace(value), value);
  }
}

BOOST_AUTO_TEST_CASE(objections_name_the_part_and_the_reason) {
  BOOST_TEST(!objection_to("s", "i", ""));
  BOOST_TEST(objection_to("", "i", "").value() == "script name is empty");
  BOOST_TEST(objection_to("s", "", "").value() == "instance id is empty");
  BOOST_TEST(objection_to("a/b", "i", "").value() ==
             "script name \"a/b\" contains \"/\", which would split the request path");
  BOOST_TEST(objection_to("s", "a\x1b[31mb", "").value() == "instance id \"a [31mb\" contains a control character");
  BOOST_TEST(objection_to("..", "i", "").value() ==
             "script name \"..\" is a path of its own, which servers and proxies resolve");
  BOOST_TEST(objection_to("\xff", "i", "").value() == "script name \"\xef\xbf\xbd\" is not UTF-8");
  BOOST_TEST(
      objection_to("s", "i", "工作区").value() ==
      "workspace \"工作区\" contains a character that is not ASCII (give the id of the workspace, not its name)");
  BOOST_TEST(objection_to("s", "i", "a ").value() == "workspace \"a\" begins or ends with a blank");
  auto const long_one = objection_to(std::string(1000, 'x') + "/", "i", "").value();
  BOOST_TEST(long_one.size() < 200u);
}

BOOST_AUTO_TEST_CASE(the_whole_request) {
  auto const out = request_of({"/base", "b384b9e9ab9b4ee8994c8633aabc9505", "host:8080", "dataarts/0.1.0", ""},
                              credentials::token("secret"), "my script", "a1ad-448a-9d56-4154193d49c5", "");
  BOOST_TEST(out ==
             "GET /base/v1/b384b9e9ab9b4ee8994c8633aabc9505/scripts/my%20script/instances/"
             "a1ad-448a-9d56-4154193d49c5 HTTP/1.1\r\n"
             "Host: host:8080\r\n"
             "User-Agent: dataarts/0.1.0\r\n"
             "Accept: application/json\r\n"
             "Content-Type: application/json\r\n"
             "X-Auth-Token: secret\r\n"
             "\r\n");
}

BOOST_AUTO_TEST_CASE(workspace_of_the_call_goes_before_the_default) {
  auto const lines = [&](std::string_view workspace) {
    auto const out = request_of({"", "p", "h", "u", "default-id"}, {}, "s", "i", workspace);
    return out.substr(out.find("Content-Type"));
  };
  BOOST_TEST(lines("") == "Content-Type: application/json\r\nworkspace: default-id\r\n\r\n");
  BOOST_TEST(lines("own-id") == "Content-Type: application/json\r\nworkspace: own-id\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(project_is_percent_encoded) {
  auto const out = request_of({"", "项目", "h", "u", ""}, {}, "s", "i", "");
  BOOST_TEST(out.substr(0, out.find(' ', 4)) == "GET /v1/%E9%A1%B9%E7%9B%AE/scripts/s/instances/i");
}

BOOST_AUTO_TEST_CASE(a_signed_request_carries_the_signature_of_what_it_holds) {
  auto const keys = credentials::keys("AK", "SK", "security-token");
  dataarts::virtual_clock const time;
  // The second prefix is not in canonical form: the signature covers "/a b/~" encoded anew.
  for (std::string const prefix : {"", "/base", "/a%20%62/%7e"}) {
    for (std::string const workspace : {"", "ws"}) {
      auto const out = request_of({prefix, "p", "h:8080", "u", ""}, keys, "脚 本", "i+1", workspace);
      auto const target = out.substr(4, out.find(" HTTP/1.1") - 4);
      dataarts::request_to_sign request{
          "GET", target, {{"Host", "h:8080"}, {"Content-Type", "application/json"}, {"X-Project-Id", "p"}}, ""};
      if (!workspace.empty()) request.headers.push_back({"workspace", workspace});
      auto const expected = dataarts::sign(request, keys, time.wall_now());
      BOOST_TEST(out.find("\r\nX-Project-Id: p\r\n") != std::string::npos);
      for (auto const& [name, value] : expected.headers) {
        BOOST_TEST(out.find("\r\n" + name + ": " + value + "\r\n") != std::string::npos, name << " in " << out);
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
