#include "api/error_decoder.hpp"
#include "credentials/source_failure.hpp"
#include "credentials/timestamp.hpp"
#include "http/fetch.hpp"
#include "net/endpoint.hpp"

#include <dataarts/credential_sources.hpp>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace dataarts {

namespace {

namespace json = boost::json;

std::string text_at(json::object const& from, std::string_view name) {
  auto const* const value = from.if_contains({name.data(), name.size()});
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

result<issued_credentials> read_answer(std::string const& body) {
  boost::system::error_code error;
  auto const document = json::parse(body, error);
  auto const* const content =
      !error && document.is_object() ? document.get_object().if_contains("credential") : nullptr;
  if (content == nullptr || !content->is_object()) return no_credentials("the answer has no object \"credential\"");
  auto const& credential = content->get_object();
  auto access = text_at(credential, "access");
  auto secret = text_at(credential, "secret");
  auto security_token = text_at(credential, "securitytoken");
  if (access.empty() || secret.empty() || security_token.empty()) {
    return no_credentials("the answer lacks one of access, secret and securitytoken");
  }
  auto const ends = read_timestamp(text_at(credential, "expires_at"));
  if (!ends) return no_credentials("the answer has no expires_at that can be read");
  issued_credentials made;
  made.value = credentials::keys(std::move(access), std::move(secret), std::move(security_token));
  made.expires_at = ends;
  return made;
}

bool is_header_value(std::string const& text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

class metadata final : public credential_source {
 public:
  explicit metadata(metadata_options options) : options_(std::move(options)) {}

  boost::asio::awaitable<result<issued_credentials>> get(credential_request request) override {
    http::fetch_options how;
    how.time = request.time;
    auto const ends = request.time->now() + request.timeout;
    how.timeout = std::min(options_.timeout, request.timeout);

    http::fetch_request begin;
    begin.method = "PUT";
    begin.url = options_.endpoint + "/meta-data/latest/api/token";
    begin.headers = {{"X-Metadata-Token-Ttl-Seconds", "21600"}};
    auto const session = co_await http::fetch(std::move(begin), how);
    // No service at all: the second request would only take as long again.
    if (session.has_error()) co_return session.error();

    http::fetch_request ask;
    ask.url = options_.endpoint + "/openstack/latest/securitykey";
    // Older services know no session tokens.
    if (session->status == 200 && is_header_value(session->body)) ask.headers = {{"X-Metadata-Token", session->body}};
    how.timeout = std::min<std::chrono::nanoseconds>(options_.timeout, ends - request.time->now());
    auto const answer = co_await http::fetch(std::move(ask), how);
    if (answer.has_error()) co_return answer.error();
    if (answer->status != 200) co_return refusal(answer->status);
    co_return read_answer(answer->body);
  }

  std::string name() const override { return "instance metadata"; }

 private:
  static failure refusal(int status) {
    if (status == 404) return no_credentials("HTTP 404: the instance has no agency");
    failure::details details;
    details.http_status = status;
    return failure(classify(status, {}), std::move(details));
  }

  metadata_options options_;
};

}  // namespace

std::shared_ptr<credential_source> metadata_source(metadata_options options) {
  net::parse_endpoint(options.endpoint);  // throws
  while (options.endpoint.back() == '/') options.endpoint.pop_back();
  return std::make_shared<metadata>(std::move(options));
}

}  // namespace dataarts
