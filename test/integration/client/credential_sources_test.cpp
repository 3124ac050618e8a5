// The sources that come with the library.

#include "temporary_file.hpp"
#include "virtual_time.hpp"

#include <dataarts/credential_sources.hpp>

#include <boost/asio/use_future.hpp>

#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(credential_sources_suite)

namespace asio = boost::asio;
using dataarts::credential_source;
using dataarts::errc;
using dataarts::issued_credentials;
using namespace std::chrono_literals;

namespace {

using issue = dataarts::result<issued_credentials>;

/// A service that answers each request as the test says.
struct service : test::virtual_time {
  explicit service(std::function<std::string(std::string const&)> answer)
      : respond(std::move(answer)), server(context, serve()) {}

  test::peer::script serve() {
    return [this](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
      auto* const self = this;
      auto const request = co_await peer.request();
      if (request.empty()) co_return;
      self->requests.push_back(request);
      auto const answer = self->respond(request);
      co_await peer.send(answer);
      self->requests.back() += co_await peer.until_closed();
    };
  }

  issue ask(std::shared_ptr<credential_source> const& source) {
    dataarts::credential_request request;
    request.time = clock;
    auto outcome = run(source->get(std::move(request)));
    test::pass_events(context);
    return outcome;
  }

  dataarts::iam_password_options user() const {
    dataarts::iam_password_options made;
    made.endpoint = server.url();
    made.user = "bob";
    made.password = "made-up-\"password\"";
    made.domain = "company";
    made.project_id = "p1";
    return made;
  }

  std::function<std::string(std::string const&)> respond;
  std::vector<std::string> requests;
  test::peer server;
};

std::string created(std::string const& expires_at, std::string const& headers) {
  return test::http_answer(
      R"({"token":{"expires_at":")" + expires_at + R"(","issued_at":"2019-01-03T00:00:00.000000Z"}})", "201 Created",
      headers);
}

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// A variable of the environment for the time of a test.
class variable {
 public:
  variable(char const* name, char const* value) : name_(name) {
    if (auto const* const before = std::getenv(name)) before_ = before;
    set(value);
  }
  variable(variable const&) = delete;
  variable& operator=(variable const&) = delete;
  ~variable() { set(before_ ? before_->c_str() : nullptr); }

 private:
  void set(char const* value) const {
    if (value == nullptr) {
      ::unsetenv(name_);
    } else {
      ::setenv(name_, value, 1);
    }
  }

  char const* name_;
  std::optional<std::string> before_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(iam_gives_a_token) {
  service iam([](std::string const&) {
    // The service's clock is a year behind: only its own two times count.
    return created("2019-01-04T00:00:00.000000Z",
                   "X-Subject-Token: " + std::string(9120, 'M') + "\r\nDate: Thu, 03 Jan 2019 00:00:00 GMT\r\n");
  });
  auto const source = dataarts::iam_password_source(iam.user());
  auto const got = iam.ask(source);
  BOOST_TEST_REQUIRE(got.has_value());
  BOOST_TEST(got->value.token() == std::string(9120, 'M'));
  BOOST_TEST((got->expires_at == iam.clock->wall_now() + 24h));
  BOOST_TEST(holds(iam.requests.at(0), "POST /v3/auth/tokens?nocatalog=true HTTP/1.1\r\n"));
  BOOST_TEST(holds(iam.requests.at(0),
                   R"({"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"bob",)"
                   R"("password":"made-up-\"password\"","domain":{"name":"company"}}}},)"
                   R"("scope":{"project":{"id":"p1"}}}})"));
  BOOST_TEST(source->name() == "IAM user bob of company");
}

BOOST_AUTO_TEST_CASE(iam_that_refuses_is_repeated_in_its_own_words_without_the_password) {
  std::string message = "The username or password is wrong.";
  service iam([&message](std::string const&) {
    return test::http_answer(R"({"error":{"code":401,"message":")" + message + R"(","title":"Unauthorized"}})",
                             "401 Unauthorized", "X-Request-Id: r1\r\n");
  });
  auto user = iam.user();
  user.password = "made-up-password";
  auto const source = dataarts::iam_password_source(user);
  auto const got = iam.ask(source);
  BOOST_TEST_REQUIRE(got.has_error());
  BOOST_TEST((got.error() == errc::unauthorized));
  BOOST_TEST(holds(got.error().message(), message));
  BOOST_TEST(got.error().request_id() == "r1");
  message = "wrong: made-up-password";
  auto const leaking = iam.ask(source);
  BOOST_TEST(!holds(leaking.error().message(), "made-up-password"));
}

BOOST_AUTO_TEST_CASE(iam_that_repeats_the_request_does_not_show_the_password) {
  for (std::string const written :
       {R"(bad body: {\"secret\":\"pa\\\"ss\\\\word\"})", R"(pa\"ss\\word)", R"(pa%22ss%5cword)", "pa%22ss%5Cwor"}) {
    service iam([&written](std::string const&) {
      auto const id = "X-Request-Id: r-" + written + "\r\n";
      return test::http_answer(R"({"error_code":"c-)" + written + R"(","error_msg":"m-)" + written + "\"}",
                               "400 Bad Request", id);
    });
    auto user = iam.user();
    user.password = "pa\"ss\\word";
    auto const got = iam.ask(dataarts::iam_password_source(user));
    BOOST_TEST_REQUIRE(got.has_error());
    BOOST_TEST(!holds(got.error().message(), "wor"), got.error().message());
    for (auto const text : {got.error().service_code(), got.error().service_message(), got.error().request_id()}) {
      BOOST_TEST(!holds(text, "wor"), text);
      BOOST_TEST(holds(text, "(hidden)"), text);
    }
  }
}

BOOST_AUTO_TEST_CASE(how_long_iam_wants_to_be_left_alone_is_told) {
  for (auto const* header : {"Retry-After: 90\r\n", "Retry-After: Wed, 01 Jan 2020 00:01:30 GMT\r\n"}) {
    service iam([&](auto const&) {
      return test::http_answer(R"({"error":{"code":429,"message":"slow down"}})", "429 Too Many Requests", header);
    });
    auto const got = iam.ask(dataarts::iam_password_source(iam.user()));
    BOOST_TEST_REQUIRE(got.has_error());
    BOOST_TEST_REQUIRE(got.error().retry_after().has_value());
    BOOST_TEST((*got.error().retry_after() == 90s));
  }
}

BOOST_AUTO_TEST_CASE(iam_answers_that_make_no_sense_are_told) {
  std::string answer;
  service iam([&answer](std::string const&) { return answer; });
  auto const source = dataarts::iam_password_source(iam.user());
  auto const where = [&](std::string bytes) {
    answer = std::move(bytes);
    auto const got = iam.ask(source);
    return got.has_error() ? std::string(got.error().where()) : std::string("no error");
  };
  BOOST_TEST(holds(where(created("2019-01-04T00:00:00Z", "")), "X-Subject-Token"));
  BOOST_TEST(holds(where(created("soon", "X-Subject-Token: t\r\n")), "expires_at"));
  BOOST_TEST(holds(where(test::http_answer("{", "201 Created", "X-Subject-Token: t\r\n")), "expires_at"));
  answer = "";
  BOOST_TEST((iam.ask(source).error() == errc::deadline_exceeded));
}

BOOST_AUTO_TEST_CASE(options_of_iam_are_checked) {
  service iam([](std::string const&) { return std::string(); });
  auto const refuses = [&](std::function<void(dataarts::iam_password_options&)> const& change) {
    auto options = iam.user();
    change(options);
    BOOST_CHECK_THROW(dataarts::iam_password_source(options), std::invalid_argument);
  };
  refuses([](auto& o) { o.endpoint.clear(); });
  refuses([](auto& o) { o.endpoint = "iam.example"; });
  refuses([](auto& o) { o.user.clear(); });
  refuses([](auto& o) { o.password.clear(); });
  refuses([](auto& o) { o.domain.clear(); });
  refuses([](auto& o) { o.project_id.clear(); });
  refuses([](auto& o) { o.project_name = "both"; });
}

BOOST_AUTO_TEST_CASE(metadata_gives_temporary_keys) {
  service metadata([](std::string const& request) {
    if (request.starts_with("PUT /meta-data/latest/api/token ")) return test::http_answer("session-1");
    return test::http_answer(R"({"credential":{"access":"A","secret":"S","securitytoken":"T",)"
                             R"("expires_at":"2020-01-02T00:00:00.000000Z"}})");
  });
  auto const got = metadata.ask(dataarts::metadata_source({metadata.server.url(), 3s}));
  BOOST_TEST_REQUIRE(got.has_value());
  BOOST_TEST(got->value.access_key() == "A");
  BOOST_TEST(got->value.secret_key() == "S");
  BOOST_TEST(got->value.security_token() == "T");
  BOOST_TEST((got->expires_at == metadata.clock->wall_now() + 24h));
  BOOST_TEST_REQUIRE(metadata.requests.size() == 2u);
  BOOST_TEST(holds(metadata.requests[0], "X-Metadata-Token-Ttl-Seconds: 21600\r\n"));
  BOOST_TEST(holds(metadata.requests[1], "GET /openstack/latest/securitykey HTTP/1.1\r\n"));
  BOOST_TEST(holds(metadata.requests[1], "X-Metadata-Token: session-1\r\n"));
}

BOOST_AUTO_TEST_CASE(metadata_without_session_tokens_or_without_an_agency) {
  service metadata([](std::string const&) { return test::http_answer("", "404 Not Found"); });
  auto const got = metadata.ask(dataarts::metadata_source({metadata.server.url(), 3s}));
  BOOST_TEST_REQUIRE(got.has_error());
  BOOST_TEST(holds(got.error().where(), "no agency"));
  BOOST_TEST_REQUIRE(metadata.requests.size() == 2u);
  BOOST_TEST(!holds(metadata.requests[1], "X-Metadata-Token"));
}

BOOST_AUTO_TEST_CASE(metadata_that_is_silent_costs_three_seconds) {
  test::virtual_time now;
  test::peer silent(now.context, [](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    co_await peer.until_closed();
  });
  auto const source = dataarts::metadata_source({silent.url(), 3s});
  dataarts::credential_request request;
  request.time = now.clock;
  auto const begun = now.clock->now();
  auto const got = now.run(source->get(std::move(request)));
  BOOST_TEST((got.error() == errc::deadline_exceeded));
  BOOST_TEST((now.clock->now() - begun == 3s));
}

BOOST_AUTO_TEST_CASE(environment_is_read_when_asked) {
  test::virtual_time now;
  variable const access("HUAWEICLOUD_SDK_AK", nullptr);
  variable const secret("HUAWEICLOUD_SDK_SK", nullptr);
  variable const token("HUAWEICLOUD_SDK_SECURITY_TOKEN", nullptr);
  auto const source = dataarts::environment_source();
  auto const none = now.run(source->get({}));
  BOOST_TEST(holds(none.error().where(), "not set"));
  variable const access_set("HUAWEICLOUD_SDK_AK", "A");
  auto const half = now.run(source->get({}));
  BOOST_TEST(holds(half.error().where(), "HUAWEICLOUD_SDK_SK is not"));
  variable const secret_set("HUAWEICLOUD_SDK_SK", "S");
  variable const token_set("HUAWEICLOUD_SDK_SECURITY_TOKEN", "T");
  auto const got = now.run(source->get({}));
  BOOST_TEST_REQUIRE(got.has_value());
  BOOST_TEST((got->value == dataarts::credentials::keys("A", "S", "T")));
}

BOOST_AUTO_TEST_CASE(variables_with_outer_blanks_are_refused_by_name) {
  test::virtual_time now;
  variable const access("HUAWEICLOUD_SDK_AK", "A");
  variable const secret("HUAWEICLOUD_SDK_SK", "S");
  variable const token("HUAWEICLOUD_SDK_SECURITY_TOKEN", nullptr);
  auto const source = dataarts::environment_source();
  for (auto const* const name : {"HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK", "HUAWEICLOUD_SDK_SECURITY_TOKEN"}) {
    for (auto const* const value : {" x", "x\n", "x\r", "\tx", " "}) {
      variable const blank(name, value);
      auto const got = now.run(source->get({}));
      BOOST_TEST_REQUIRE(got.has_error());
      BOOST_TEST(got.error().where() == name + std::string(" begins or ends with a blank or line break"));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_token_file_without_a_name_is_refused) {
  BOOST_CHECK_EXCEPTION(dataarts::token_file_source(""), std::invalid_argument, [](std::invalid_argument const& why) {
    return why.what() == std::string("token_file_source: path is empty");
  });
}

BOOST_AUTO_TEST_CASE(a_chain_is_transient_if_one_of_its_sources_is) {
  service iam([](std::string const&) { return test::http_answer("{}", "404 Not Found"); });
  auto const missing = iam.ask(dataarts::chain_source(
      {dataarts::profile_source("/nowhere"), dataarts::metadata_source({iam.server.url(), 3s})}));
  BOOST_TEST((missing.error() == errc::credentials_missing));
  iam.respond = [](std::string const&) { return std::string(); };
  auto const silent = iam.ask(dataarts::chain_source(
      {dataarts::metadata_source({iam.server.url(), 3s}), dataarts::profile_source("/nowhere")}));
  BOOST_TEST((silent.error() == errc::credentials_unavailable));
  BOOST_TEST((silent.error() == dataarts::condition::transient));
}

BOOST_AUTO_TEST_CASE(a_profile_file_is_found_by_its_variable) {
  test::virtual_time now;
  test::temporary_file const file("[basic]\nak = A\nsk = S\n");
  variable const path("HUAWEICLOUD_SDK_CREDENTIALS_FILE", file.path.c_str());
  auto const got = now.run(dataarts::profile_source()->get({}));
  BOOST_TEST_REQUIRE(got.has_value());
  BOOST_TEST((got->value == dataarts::credentials::keys("A", "S")));
  auto const missing = now.run(dataarts::profile_source("/nowhere/credentials")->get({}));
  BOOST_TEST(holds(missing.error().where(), "/nowhere/credentials cannot be opened"));
  file.write("[basic]\nak=made-up\n");
  auto const wrong = now.run(dataarts::profile_source()->get({}));
  BOOST_TEST(holds(wrong.error().where(), file.path + ": section [basic] has no sk"));
}

BOOST_AUTO_TEST_CASE(a_token_file_that_changes_is_read_again) {
  test::virtual_time now;
  test::temporary_file const file("first\n");
  std::vector<std::string> requests;
  test::peer server(now.context, [&requests](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    auto& seen = requests;
    for (;;) {
      auto const request = co_await peer.request();
      if (request.empty()) co_return;
      seen.push_back(request);
      co_await peer.send(test::http_answer(test::running_body));
    }
  });
  auto config = test::config_for(server);
  config.time = now.clock;
  config.auth_source = dataarts::token_file_source(file.path);
  dataarts::client asking(now.context.get_executor(), config);
  BOOST_TEST(now.run(asking.query({"s", "i"})).has_value());
  file.write("  second \n");
  BOOST_TEST(now.run(asking.query({"s", "i"})).has_value());
  now.clock->advance(5s);
  // This one goes with the old token while the file is read; the next one has the new token.
  BOOST_TEST(now.run(asking.query({"s", "i"})).has_value());
  test::run_until(now.context, [&] { return asking.stats().credential_renewals == 2; });
  BOOST_TEST(now.run(asking.query({"s", "i"})).has_value());
  BOOST_TEST(holds(requests.at(1), "X-Auth-Token: first\r\n"));
  BOOST_TEST(holds(requests.back(), "X-Auth-Token: second\r\n"));
  file.write("");
  auto const empty = now.run(config.auth_source->get({}));
  BOOST_TEST(holds(empty.error().where(), "holds no token"));
  file.write("a\nb");
  auto const two = now.run(config.auth_source->get({}));
  BOOST_TEST(holds(two.error().where(), "several lines"));
}

BOOST_AUTO_TEST_CASE(a_chain_passes_a_refusal_on) {
  service iam([](std::string const&) { return test::http_answer("{}", "401 Unauthorized"); });
  std::string gone_url;
  {
    test::peer gone(iam.context, test::always(""));
    gone_url = gone.url();
  }
  auto const got = iam.ask(
      dataarts::chain_source({dataarts::iam_password_source(iam.user()), dataarts::metadata_source({gone_url, 3s})}));
  BOOST_TEST((got.error() == errc::unauthorized));
}

BOOST_AUTO_TEST_CASE(a_chain_tells_what_it_tried) {
  test::virtual_time now;
  variable const access("HUAWEICLOUD_SDK_AK", nullptr);
  variable const secret("HUAWEICLOUD_SDK_SK", nullptr);
  std::string url;
  {
    test::peer gone(now.context, test::always(""));
    url = gone.url();
  }
  auto const source = dataarts::chain_source(
      {dataarts::environment_source(), dataarts::profile_source("/nowhere"), dataarts::metadata_source({url, 3s})});
  dataarts::credential_request request;
  request.time = now.clock;
  auto const got = now.run(source->get(request));
  BOOST_TEST_REQUIRE(got.has_error());
  std::string const tried(got.error().where());
  BOOST_TEST(holds(tried, "environment: HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK are not set; "));
  BOOST_TEST(holds(tried, "profile file: /nowhere cannot be opened"));
  BOOST_TEST(holds(tried, "instance metadata: no connection could be made"));
  variable const access_set("HUAWEICLOUD_SDK_AK", "A");
  variable const secret_set("HUAWEICLOUD_SDK_SK", "S");
  BOOST_TEST(now.run(source->get(request)).has_value());
  BOOST_TEST(source->name() == "one of environment, profile file, instance metadata");
  BOOST_CHECK_THROW(dataarts::chain_source({}), std::invalid_argument);
  BOOST_CHECK_THROW(dataarts::chain_source({nullptr}), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
