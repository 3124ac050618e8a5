#include "api/query_request.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using dataarts::is_sendable_name;
using dataarts::is_sendable_workspace;
using dataarts::objection_to;
using dataarts::query_request_template;

BOOST_AUTO_TEST_SUITE(query_request_test)

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
  query_request_template const request("/base", "b384b9e9ab9b4ee8994c8633aabc9505", "host:8080", "dataarts/0.1.0", "",
                                       "X-Auth-Token: secret\r\n");
  std::string out = "before|";
  request.append_to(out, "my script", "a1ad-448a-9d56-4154193d49c5", "");
  BOOST_TEST(out ==
             "before|GET /base/v1/b384b9e9ab9b4ee8994c8633aabc9505/scripts/my%20script/instances/"
             "a1ad-448a-9d56-4154193d49c5 HTTP/1.1\r\n"
             "Host: host:8080\r\n"
             "User-Agent: dataarts/0.1.0\r\n"
             "Accept: application/json\r\n"
             "Content-Type: application/json\r\n"
             "X-Auth-Token: secret\r\n"
             "\r\n");
}

BOOST_AUTO_TEST_CASE(workspace_of_the_call_goes_before_the_default) {
  query_request_template const request("", "p", "h", "u", "default-id", "");
  auto const lines = [&](std::string_view workspace) {
    std::string out;
    request.append_to(out, "s", "i", workspace);
    return out.substr(out.find("Content-Type"));
  };
  BOOST_TEST(lines("") == "Content-Type: application/json\r\nworkspace: default-id\r\n\r\n");
  BOOST_TEST(lines("own-id") == "Content-Type: application/json\r\nworkspace: own-id\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(project_is_percent_encoded) {
  query_request_template const request("", "项目", "h", "u", "", "");
  std::string out;
  request.append_to(out, "s", "i", "");
  BOOST_TEST(out.substr(0, out.find(' ', 4)) == "GET /v1/%E9%A1%B9%E7%9B%AE/scripts/s/instances/i");
}

BOOST_AUTO_TEST_SUITE_END()
