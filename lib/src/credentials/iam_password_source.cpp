#include "api/error_decoder.hpp"
#include "auth/secret_hider.hpp"
#include "credentials/source_failure.hpp"
#include "credentials/timestamp.hpp"
#include "http/fetch.hpp"
#include "http/http_date.hpp"
#include "net/endpoint.hpp"

#include <dataarts/credential_sources.hpp>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace dataarts {

namespace {

namespace json = boost::json;

/// Passwords are shorter than other secrets. Still fewer characters would be hidden in the middle of words.
constexpr std::size_t shortest_password = 4;

void require(std::string_view name, std::string const& value) {
  if (value.empty()) throw std::invalid_argument("iam_password_source: " + std::string(name) + " is empty");
}

std::string request_body(iam_password_options const& from) {
  json::object project;
  if (from.project_id.empty()) {
    project["name"] = from.project_name;
  } else {
    project["id"] = from.project_id;
  }
  json::object const user{{"name", from.user}, {"password", from.password}, {"domain", {{"name", from.domain}}}};
  json::object const identity{{"methods", json::array{"password"}}, {"password", {{"user", user}}}};
  return json::serialize(json::object{{"auth", {{"identity", identity}, {"scope", {{"project", project}}}}}});
}

std::optional<clock::wall_time> time_at(json::object const& token, std::string_view name) {
  auto const* const value = token.if_contains({name.data(), name.size()});
  if (value == nullptr || !value->is_string()) return std::nullopt;
  auto const& text = value->get_string();
  return read_timestamp({text.data(), text.size()});
}

/// How long a token lives, by the server's own clock: this machine's may be wrong.
std::optional<std::chrono::seconds> life_of_token(std::string_view body,
                                                  std::optional<std::chrono::sys_seconds> asked_at) {
  boost::system::error_code error;
  auto const document = json::parse({body.data(), body.size()}, error);
  if (error || !document.is_object()) return std::nullopt;
  auto const* const token = document.get_object().if_contains("token");
  if (token == nullptr || !token->is_object()) return std::nullopt;
  auto const ends = time_at(token->get_object(), "expires_at");
  auto const issued = time_at(token->get_object(), "issued_at");
  if (!ends || (!asked_at && !issued)) return std::nullopt;
  // In seconds, and not beyond ten years: dates of far years would overflow the clock's own unit.
  auto const begins = asked_at ? *asked_at : std::chrono::floor<std::chrono::seconds>(*issued);
  constexpr std::chrono::hours longest(24 * 365 * 10);
  return std::clamp<std::chrono::seconds>(std::chrono::floor<std::chrono::seconds>(*ends) - begins, -longest, longest);
}

class iam_password final : public credential_source {
 public:
  explicit iam_password(iam_password_options options) : options_(std::move(options)) {
    secrets_.add(options_.password, shortest_password);
  }

  boost::asio::awaitable<result<issued_credentials>> get(credential_request request) override {
    http::fetch_request ask;
    ask.method = "POST";
    ask.url = options_.endpoint + "/v3/auth/tokens?nocatalog=true";
    ask.headers = {{"Content-Type", "application/json;charset=utf8"}};
    ask.body = request_body(options_);
    http::fetch_options how;
    how.time = request.time;
    how.timeout = request.timeout;
    how.tls = options_.tls;
    auto answer = co_await http::fetch(std::move(ask), std::move(how));
    if (answer.has_error()) co_return std::move(answer).error();
    co_return read(*answer, request.time->wall_now());
  }

  std::string name() const override { return "IAM user " + options_.user + " of " + options_.domain; }

 private:
  result<issued_credentials> read(http::fetched const& answer, clock::wall_time now) const {
    if (answer.status != 201) return refusal(answer, now);
    auto const token = answer.header("X-Subject-Token");
    if (token.empty()) return no_credentials("the answer has no X-Subject-Token");
    auto const date = http::read_http_date(answer.header("Date"));
    auto const life = life_of_token(answer.body, date);
    if (!life) return no_credentials("the answer has no token with an expires_at that can be read");
    issued_credentials made;
    made.value = credentials::token(std::string(token));
    made.expires_at = now + std::chrono::duration_cast<clock::wall_time::duration>(*life);
    return made;
  }

  failure refusal(http::fetched const& answer, clock::wall_time now) const {
    error_body body;
    body.write(answer.body);
    auto told = body.finish();
    auto const code = classify(answer.status, told.code);
    failure::details details;
    details.http_status = answer.status;
    details.service_code = std::move(told.code);
    details.service_message = std::move(told.message);
    details.request_id = std::string(answer.header("X-Request-Id"));
    // The answer may repeat the request.
    for (auto* const each : {&details.service_code, &details.service_message, &details.request_id}) {
      secrets_.hide(*each);
    }
    details.retry_after = http::read_retry_after(answer.header("Retry-After"), now);
    return failure(code, std::move(details));
  }

  iam_password_options options_;
  auth::secret_hider secrets_;
};

}  // namespace

std::shared_ptr<credential_source> iam_password_source(iam_password_options options) {
  require("endpoint", options.endpoint);
  require("user", options.user);
  require("password", options.password);
  require("domain", options.domain);
  if (options.project_id.empty() == options.project_name.empty()) {
    throw std::invalid_argument("iam_password_source: give one of project_id and project_name");
  }
  net::parse_endpoint(options.endpoint);  // throws
  while (options.endpoint.back() == '/') options.endpoint.pop_back();
  return std::make_shared<iam_password>(std::move(options));
}

}  // namespace dataarts
