// The operations on scripts and runs apart from the query: what is sent, what is read, what is never sent twice.

#include "support.hpp"
#include "virtual_time.hpp"

#include <dataarts/script.hpp>
#include <dataarts/signing.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include <algorithm>
#include <future>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(scripts_test)

namespace asio = boost::asio;
using dataarts::client;
using dataarts::condition;
using dataarts::errc;
using dataarts::instance_ref;
using dataarts::script_draft;
using namespace std::chrono_literals;

namespace {

std::string const no_content = "HTTP/1.1 204 No Content\r\nX-Request-Id: r204\r\n\r\n";
std::string const started = test::http_answer(R"({"instanceId":"i-9"})", "200 OK", "X-Request-Id: r200\r\n");
std::string const no_script =
    test::http_answer(R"({"error_code":"DLF.6201","error_msg":"The script does not exist."})", "400 Bad Request");

/// A server that notes whole requests and gives these answers, one each, the last one for ever. An empty answer closes
/// the connection, "hold" never comes.
struct situation : test::virtual_time {
  explicit situation(std::vector<std::string> what) : answers(std::move(what)), server(context, serve()) {
    config = test::config_for(server);
    config.time = clock;
    config.user_agent = "tester/1";
  }

  test::peer::script serve() {
    return [this](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
      for (;;) {
        auto const request = co_await peer.whole_request();
        if (request.empty()) co_return;
        auto const answer = answers[std::min(requests.size(), answers.size() - 1)];
        requests.push_back(request);
        if (answer.empty()) co_return;
        if (answer == "hold") {
          co_await peer.until_closed();
          co_return;
        }
        co_await peer.send(answer);
      }
    };
  }

  std::vector<std::string> answers;
  std::vector<std::string> requests;
  test::peer server;
  dataarts::client_config config;

  std::string head(std::string const& line, std::string const& type, std::string const& more = {}) const {
    return line + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) +
           "\r\nUser-Agent: tester/1\r\nAccept: application/json\r\nContent-Type: application/json" + type + "\r\n" +
           more + "\r\n";
  }
};

constexpr char const* utf8 = ";charset=UTF-8";

}  // namespace

BOOST_AUTO_TEST_CASE(execute_sends_the_parameters_and_gives_the_reference_of_the_run) {
  situation now({started});
  client asking(now.context.get_executor(), now.config);
  auto const run =
      now.run(asking.execute({"日报", "ws-1"}, {{"tableVar", "citys"}, {"q", "a\"b\\c"}, {"tableVar", "towns"}}));
  BOOST_TEST_REQUIRE(run.has_value());
  BOOST_TEST((*run == instance_ref("日报", "i-9", "ws-1")));
  std::string const body = R"({"params":{"tableVar":"towns","q":"a\"b\\c"}})";
  BOOST_TEST(now.requests.at(0) ==
             now.head("POST /v1/p1/scripts/%E6%97%A5%E6%8A%A5/execute", utf8,
                      "workspace: ws-1\r\nContent-Length: " + std::to_string(body.size()) + "\r\n") +
                 body);
}

BOOST_AUTO_TEST_CASE(without_parameters_an_empty_map_is_sent) {
  situation now({started});
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.run(asking.execute("s")).has_value());
  BOOST_TEST(now.requests.at(0).ends_with("\r\n\r\n{\"params\":{}}"));
}

BOOST_AUTO_TEST_CASE(a_numeric_instance_id_keeps_its_digits) {
  situation now({test::http_answer(R"({"instanceId":12345678901234567890123})")});
  client asking(now.context.get_executor(), now.config);
  auto const run = now.run(asking.execute("s"));
  BOOST_TEST_REQUIRE(run.has_value());
  BOOST_TEST(run->instance() == "12345678901234567890123");
}

BOOST_AUTO_TEST_CASE(an_answer_that_cannot_be_read_names_the_member) {
  struct {
    std::string body;
    errc code;
    std::string where;
  } const cases[] = {{"{}", errc::unexpected_type, "instanceId is missing, body byte 0"},
                     {R"({"instanceId":""})", errc::unexpected_type, "instanceId is empty, body byte 0"},
                     {R"({"instanceId":[1]})", errc::unexpected_type, "instanceId, body byte 0"},
                     {R"({"instanceId":"a","instanceId":"b"})", errc::duplicate_member, "instanceId, body byte 0"},
                     {"[]", errc::unexpected_type, "the answer is not an object, body byte 0"},
                     {"", errc::invalid_json, "the body is empty, body byte 0"},
                     {R"({"instanceId":"a")", errc::invalid_json, "the body ends too early, body byte 17"}};
  for (auto const& each : cases) {
    situation now({test::http_answer(each.body, "200 OK", "X-Request-Id: r7\r\n")});
    client asking(now.context.get_executor(), now.config);
    auto const run = now.run(asking.execute("s"));
    BOOST_TEST_REQUIRE(run.has_error());
    BOOST_TEST((run.error() == each.code));
    BOOST_TEST(run.error().where() == each.where);
    BOOST_TEST(run.error().http_status() == 200);
    BOOST_TEST(run.error().request_id() == "r7");
    BOOST_TEST(run.error().attempts() == 1u);
    // The run was started, for all that is known.
    BOOST_TEST(run.error().effect_unknown());
  }
}

BOOST_AUTO_TEST_CASE(stop_takes_any_success) {
  for (auto const& answer : {no_content, test::http_answer("{}"), test::http_answer("not json")}) {
    situation now({answer});
    client asking(now.context.get_executor(), now.config);
    BOOST_TEST(now.run(asking.stop({"s", "i 1"})).has_value());
    BOOST_TEST(now.requests.at(0) ==
               now.head("POST /v1/p1/scripts/s/instances/i%201/stop", "", "Content-Length: 0\r\n"));
  }
}

BOOST_AUTO_TEST_CASE(a_refusal_is_the_services_own) {
  situation now({no_script});
  client asking(now.context.get_executor(), now.config);
  auto const refused = now.run(asking.execute("s"));
  BOOST_TEST_REQUIRE(refused.has_error());
  BOOST_TEST((refused.error() == condition::not_found));
  BOOST_TEST(refused.error().service_code() == "DLF.6201");
  BOOST_TEST(!refused.error().effect_unknown());
}

BOOST_AUTO_TEST_CASE(show_reads_what_there_is_and_keeps_the_rest) {
  std::string const body =
      R"({"name":"dws_sql","type":"DWSSQL","content":"select 1","directory":"/a","connectionName":"c",)"
      R"("database":"d","queueName":null,"configuration":{"x":1.10,"y":"z"},"description":"\u65e5","version":7,)"
      R"("id":"abc","owner":"o","createUser":"u","modifyTime":1577836800123,"autoAcquireLock":true})";
  situation now({test::http_answer(body)});
  client asking(now.context.get_executor(), now.config);
  auto const options = dataarts::show_options().version(3).status("SAVED");
  auto const shown = now.run(asking.show("dws_sql", options));
  BOOST_TEST_REQUIRE(shown.has_value());
  BOOST_TEST(now.requests.at(0) == now.head("GET /v1/p1/scripts/dws_sql?status=SAVED&version=3", ""));
  BOOST_TEST(shown->name.value() == "dws_sql");
  BOOST_TEST(shown->type.value() == "DWSSQL");
  BOOST_TEST(shown->content.value() == "select 1");
  BOOST_TEST(shown->directory.value() == "/a");
  BOOST_TEST(shown->connection_name.value() == "c");
  BOOST_TEST(shown->database.value() == "d");
  BOOST_TEST(!shown->queue_name);
  BOOST_TEST(shown->configuration.value() == R"({"x":1.10,"y":"z"})");
  BOOST_TEST(shown->description.value() == "日");
  BOOST_TEST(shown->version.value() == "7");
  BOOST_TEST(shown->id.value() == "abc");
  BOOST_TEST(shown->owner.value() == "o");
  BOOST_TEST(shown->create_user.value() == "u");
  BOOST_TEST(shown->modified_at.value() == 1577836800123);
  BOOST_TEST(shown->json.ends_with(R"("modifyTime":1577836800123,"autoAcquireLock":true})"));
  BOOST_TEST(shown->json.find(R"("configuration":{"x":1.10,"y":"z"})") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(list_reads_both_editions) {
  for (std::string const name : {"scripts", "connections"}) {
    situation now({test::http_answer(R"({"total":"12",")" + name +
                                     R"(":[{"name":"a","connection_name":"c","create_user":"u"},{"name":"b"}]})")});
    client asking(now.context.get_executor(), now.config);
    auto const options = dataarts::list_options().offset(20).limit(2).name("a&b").workspace("w");
    auto const listed = now.run(asking.list(options));
    BOOST_TEST_REQUIRE(listed.has_value());
    BOOST_TEST(now.requests.at(0) ==
               now.head("GET /v1/p1/scripts?limit=2&offset=20&scriptName=a%26b", "", "workspace: w\r\n"));
    BOOST_TEST(listed->total.value() == 12);
    BOOST_TEST_REQUIRE(listed->scripts.size() == 2u);
    BOOST_TEST(listed->scripts[0].connection_name.value() == "c");
    BOOST_TEST(listed->scripts[0].create_user.value() == "u");
    BOOST_TEST(listed->scripts[1].name.value() == "b");
  }
}

BOOST_AUTO_TEST_CASE(a_list_that_cannot_be_read_names_the_element) {
  situation now({test::http_answer(R"({"total":2,"scripts":[{"name":"a"},{"name":5}]})")});
  client asking(now.context.get_executor(), now.config);
  auto const listed = now.run(asking.list());
  BOOST_TEST_REQUIRE(listed.has_error());
  BOOST_TEST((listed.error() == errc::unexpected_type));
  BOOST_TEST(listed.error().where() == "scripts[1].name, body byte 0");
}

BOOST_AUTO_TEST_CASE(create_update_and_remove_send_what_they_should) {
  situation now({no_content});
  client asking(now.context.get_executor(), now.config);
  auto const draft = script_draft()
                         .name("n")
                         .type("DLISQL")
                         .content("select '日'")
                         .connection_name("c")
                         .configuration(R"({"a": 1.50})")
                         .approver("x");
  BOOST_TEST(now.run(asking.create(draft, "w")).has_value());
  std::string const created =
      R"({"name":"n","type":"DLISQL","content":"select '日'","connectionName":"c","configuration":{"a": 1.50},)"
      R"("approvers":[{"approverName":"x"}]})";
  BOOST_TEST(now.requests.at(0) ==
             now.head("POST /v1/p1/scripts", utf8,
                      "workspace: w\r\nContent-Length: " + std::to_string(created.size()) + "\r\n") +
                 created);

  BOOST_TEST(now.run(asking.update("n", script_draft().content("x"))).has_value());
  BOOST_TEST(now.requests.at(1) ==
             now.head("PUT /v1/p1/scripts/n", utf8, "Content-Length: 15\r\n") + R"({"content":"x"})");

  BOOST_TEST(now.run(asking.remove("n")).has_value());
  BOOST_TEST(now.requests.at(2) == now.head("DELETE /v1/p1/scripts/n", ""));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_sent_is_refused_before_anything_is_sent) {
  situation now({started});
  client asking(now.context.get_executor(), now.config);
  auto const bad_name = now.run(asking.execute("a/b"));
  BOOST_TEST((bad_name.error() == errc::invalid_reference));
  BOOST_TEST(bad_name.error().where() == R"(script name "a/b" contains "/", which would split the request path)");
  auto const bad_instance = now.run(asking.stop({"s", ""}));
  BOOST_TEST(bad_instance.error().where() == "instance id is empty");
  auto const bad_workspace = now.run(asking.list(dataarts::list_options().workspace("日")));
  BOOST_TEST((bad_workspace.error() == errc::invalid_reference));
  auto const bad_value = now.run(asking.execute("s", {{"p", "\xff"}}));
  BOOST_TEST((bad_value.error() == errc::invalid_argument));
  BOOST_TEST(bad_value.error().where() == R"(the value of parameter "p" is not UTF-8)");
  BOOST_TEST((bad_value.error() == condition::invalid_request));
  auto const unnamed = now.run(asking.execute("s", {{"", "v"}}));
  BOOST_TEST(unnamed.error().where() == "a parameter has no name");
  auto const incomplete = now.run(asking.create(script_draft().name("n").type("Shell")));
  BOOST_TEST(incomplete.error().where() == "content is missing, which a new script needs");
  auto const no_object = now.run(asking.update("n", script_draft().configuration("[1]")));
  BOOST_TEST(no_object.error().where() == "configuration is not a JSON object");
  BOOST_TEST(now.requests.empty());
}

BOOST_AUTO_TEST_CASE(an_execute_whose_answer_is_lost_is_not_sent_again) {
  std::string const half = "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"inst";
  std::string const gateway = test::http_answer("{}", "502 Bad Gateway");
  std::string const slow = test::http_answer("{}", "408 Request Timeout");
  for (auto const& answer : {std::string(), half, gateway, slow}) {
    situation now({answer, started});
    now.config.retry = {};
    client asking(now.context.get_executor(), now.config);
    auto under_way = test::start(now.context, asking.execute("s"));
    if (answer == half) {
      test::run_until(now.context, [&] { return !now.requests.empty(); });
      now.clock->advance(1h);
    }
    now.pass_until([&] { return under_way.done(); });
    auto const lost = under_way.value();
    BOOST_TEST_REQUIRE(lost.has_error());
    BOOST_TEST(lost.error().effect_unknown());
    BOOST_TEST(lost.error().message().find("; the request may have been carried out") != std::string::npos);
    BOOST_TEST(now.requests.size() == 1u);
  }
}

BOOST_AUTO_TEST_CASE(an_execute_that_was_surely_not_carried_out_is_sent_again) {
  situation now(
      {test::http_answer(R"({"error_code":"APIGW.0308","error_msg":"busy"})", "429 Too Many Requests"), started});
  now.config.retry = {};
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.run(asking.execute("s")).has_value());
  BOOST_TEST(now.requests.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_stop_is_sent_again_after_any_passing_failure) {
  situation now({std::string(), test::http_answer("{}", "503 Service Unavailable"), no_content});
  now.config.retry = {};
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.run(asking.stop({"s", "i"})).has_value());
  BOOST_TEST(now.requests.size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_cancelled_execute_tells_whether_it_was_sent) {
  situation now({"hold"});
  client asking(now.context.get_executor(), now.config);
  asio::cancellation_signal signal;
  std::optional<dataarts::result<instance_ref>> got;
  asio::co_spawn(
      now.context, asking.execute("s"),
      asio::bind_cancellation_slot(
          signal.slot(), [&](std::exception_ptr, dataarts::result<instance_ref> what) { got = std::move(what); }));
  test::run_until(now.context, [&] { return !now.requests.empty(); });
  signal.emit(asio::cancellation_type::terminal);
  test::run_until(now.context, [&] { return got.has_value(); });
  BOOST_TEST((got->error() == errc::cancelled));
  BOOST_TEST(got->error().effect_unknown());
}

BOOST_AUTO_TEST_CASE(one_that_was_never_sent_has_no_effect) {
  situation now({started});
  now.server.stop();
  client asking(now.context.get_executor(), now.config);
  auto const failed = now.run(asking.execute("s"));
  BOOST_TEST((failed.error() == condition::unreachable));
  BOOST_TEST(!failed.error().effect_unknown());
}

BOOST_AUTO_TEST_CASE(an_execute_is_not_sent_over_a_connection_that_the_server_closed) {
  situation now({started});
  client asking(now.context.get_executor(), now.config);
  // The server ends the connection behind its first answer.
  now.answers = {started, std::string(), started};
  BOOST_TEST(now.run(asking.execute("s")).has_value());
  auto const closing = now.run(asking.stop({"s", "i"}));  // closed without an answer, and sent again
  BOOST_TEST(closing.has_value());
  BOOST_TEST(now.run(asking.execute("s")).has_value());
  BOOST_TEST(asking.stats().stale_retries == 1u);
}

BOOST_AUTO_TEST_CASE(a_future_works_through_co_spawn) {
  situation now({started});
  client asking(now.context.get_executor(), now.config);
  auto future = asio::co_spawn(now.context, asking.execute("s"), asio::use_future);
  now.pass_until([&] { return future.wait_for(0s) == std::future_status::ready; });
  BOOST_TEST(future.get()->instance() == "i-9");
}

BOOST_AUTO_TEST_CASE(bodies_and_queries_are_signed) {
  situation now({started});
  now.config.auth = dataarts::credentials::keys("MADEUPACCESSKEY00000", "made-up-secret-key");
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.run(asking.execute({"s", "w"}, {{"a", "b"}})).has_value());
  auto const& sent = now.requests.at(0);
  auto const value = [&](std::string const& name) {
    auto const at = sent.find("\r\n" + name + ": ");
    BOOST_TEST_REQUIRE(at != std::string::npos);
    auto const from = at + name.size() + 4;
    return sent.substr(from, sent.find("\r\n", from) - from);
  };
  dataarts::request_to_sign same;
  same.method = "POST";
  same.target = "/v1/p1/scripts/s/execute";
  for (auto const* const name : {"Host", "Content-Type", "workspace", "X-Project-Id", "X-Sdk-Date"}) {
    same.headers.push_back({name, value(name)});
  }
  same.body = R"({"params":{"a":"b"}})";
  auto const made = dataarts::sign(same, now.config.auth, now.clock->wall_now());
  BOOST_TEST(made.headers.back().value == value("Authorization"));
}

BOOST_AUTO_TEST_SUITE_END()
