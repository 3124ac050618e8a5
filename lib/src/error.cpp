#include <dataarts/error.hpp>

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace dataarts {

namespace {

class condition_set {
 public:
  constexpr condition_set(std::initializer_list<condition> members) {
    for (auto const member : members) bits_ |= bit(member);
  }
  constexpr bool contains(condition value) const noexcept { return (bits_ & bit(value)) != 0; }

 private:
  static constexpr std::uint32_t bit(condition value) noexcept { return std::uint32_t{1} << static_cast<int>(value); }

  std::uint32_t bits_ = 0;
};

struct error_facts {
  errc code;
  std::string_view name;
  char const* sentence;
  condition_set meets;
};

// `transient` is what the same call may overcome later: a deadline too, since the next call has one of its own. What
// the server answered is not, unless it says so: throttling and HTTP 5xx.
constexpr std::array<error_facts, errc_count> facts{{
    {errc::invalid_reference,
     "invalid_reference",
     "the reference cannot be put into a request",
     {condition::invalid_request}},
    {errc::invalid_argument, "invalid_argument", "a value cannot be put into a request", {condition::invalid_request}},
    {errc::request_too_large,
     "request_too_large",
     "the request header is longer than max_request_header",
     {condition::invalid_request}},
    {errc::queue_full,
     "queue_full",
     "too many calls wait for a connection already (max_waiting_calls)",
     {condition::overloaded, condition::transient}},
    {errc::queue_timeout,
     "queue_timeout",
     "the call waited too long for a connection or its turn (max_wait)",
     {condition::overloaded, condition::transient}},
    {errc::credentials_unavailable,
     "credentials_unavailable",
     "no credentials could be obtained",
     {condition::unauthorized, condition::transient}},
    {errc::credentials_missing, "credentials_missing", "there are no credentials", {condition::unauthorized}},
    {errc::credentials_refused,
     "credentials_refused",
     "no request is sent any more, since the service refused the signatures of these keys",
     {condition::unauthorized}},
    {errc::client_closed, "client_closed", "the client was closed", {condition::cancelled}},
    {errc::cancelled, "cancelled", "the call was cancelled", {condition::cancelled}},
    {errc::deadline_exceeded,
     "deadline_exceeded",
     "the call took longer than its timeout",
     {condition::timeout, condition::transient}},
    {errc::resolve_failed,
     "resolve_failed",
     "the host name has no address",
     {condition::unreachable, condition::transient}},
    {errc::connect_failed,
     "connect_failed",
     "no connection could be made",
     {condition::unreachable, condition::transient}},
    {errc::connect_timeout,
     "connect_timeout",
     "no connection could be made within connect_timeout",
     {condition::unreachable, condition::timeout, condition::transient}},
    {errc::tls_failed, "tls_failed", "the TLS handshake failed", {condition::untrusted, condition::unreachable}},
    {errc::certificate_rejected,
     "certificate_rejected",
     "the certificate of the server is not accepted",
     {condition::untrusted, condition::unreachable}},
    {errc::proxy_refused, "proxy_refused", "the proxy does not let this client through", {condition::unreachable}},
    {errc::write_failed,
     "write_failed",
     "the request could not be sent",
     {condition::connection_lost, condition::transient}},
    {errc::read_failed,
     "read_failed",
     "the connection broke while the answer was awaited",
     {condition::connection_lost, condition::transient}},
    {errc::connection_closed,
     "connection_closed",
     "the server closed the connection without an answer",
     {condition::connection_lost, condition::transient}},
    {errc::truncated_response,
     "truncated_response",
     "the connection ended in the middle of the answer",
     {condition::connection_lost, condition::transient}},
    {errc::header_too_large,
     "header_too_large",
     "the header of the answer is longer than max_response_header",
     {condition::limit_exceeded}},
    {errc::body_too_large,
     "body_too_large",
     "the body of the answer is longer than max_response_body",
     {condition::limit_exceeded}},
    {errc::http_protocol_error, "http_protocol_error", "the answer is not valid HTTP", {condition::malformed_response}},
    {errc::unexpected_status,
     "unexpected_status",
     "the answer has an HTTP status without a meaning here",
     {condition::malformed_response}},
    {errc::invalid_json, "invalid_json", "the body of the answer is not valid JSON", {condition::malformed_response}},
    {errc::invalid_utf8, "invalid_utf8", "the body of the answer is not valid UTF-8", {condition::malformed_response}},
    {errc::json_too_deep,
     "json_too_deep",
     "the JSON of the answer is nested deeper than max_json_depth",
     {condition::malformed_response, condition::limit_exceeded}},
    {errc::missing_status, "missing_status", "the answer has no status", {condition::malformed_response}},
    {errc::unexpected_type,
     "unexpected_type",
     "a member of the answer has a type that cannot be read",
     {condition::malformed_response}},
    {errc::duplicate_member,
     "duplicate_member",
     "a member of the answer stands twice in one object",
     {condition::malformed_response}},
    {errc::request_rejected, "request_rejected", "the service refused the request", {condition::rejected}},
    {errc::request_timeout,
     "request_timeout",
     "the request took the server too long to come",
     {condition::rejected, condition::transient}},
    {errc::unauthorized,
     "unauthorized",
     "the credentials are missing, wrong or expired",
     {condition::unauthorized, condition::rejected}},
    {errc::forbidden,
     "forbidden",
     "the credentials do not allow this call",
     {condition::unauthorized, condition::rejected}},
    {errc::not_found,
     "not_found",
     "the script, instance, workspace or API does not exist",
     {condition::not_found, condition::rejected}},
    {errc::throttled,
     "throttled",
     "the service got too many requests",
     {condition::throttled, condition::rejected, condition::transient}},
    {errc::server_error, "server_error", "the service failed", {condition::server_error, condition::transient}},
    {errc::run_failed, "run_failed", "the run of the script failed", {condition::run_failed}},
    {errc::checkpoint_unusable,
     "checkpoint_unusable",
     "the checkpoint file cannot be used",
     {condition::invalid_request}},
}};

constexpr bool in_order() {
  for (int i = 0; i < errc_count; ++i) {
    if (static_cast<int>(facts[static_cast<std::size_t>(i)].code) != i + 1) return false;
  }
  return true;
}
static_assert(in_order(), "facts are found by the value of errc");

error_facts const* find(int value) noexcept {
  if (value < 1 || value > errc_count) return nullptr;
  return &facts[static_cast<std::size_t>(value - 1)];
}

class errc_category final : public boost::system::error_category {
 public:
  constexpr errc_category() noexcept : error_category(0x5d2f6f1b9a6e4c01) {}
  char const* name() const noexcept override { return "dataarts"; }
  std::string message(int value) const override {
    auto const* const found = find(value);
    return found != nullptr ? found->sentence : "unknown error " + std::to_string(value);
  }
  bool equivalent(int value, boost::system::error_condition const& what) const noexcept override {
    if (what.category() != condition_category()) return error_category::equivalent(value, what);
    return meets(static_cast<errc>(value), static_cast<condition>(what.value()));
  }
};

class conditions final : public boost::system::error_category {
 public:
  constexpr conditions() noexcept : error_category(0x5d2f6f1b9a6e4c02) {}
  char const* name() const noexcept override { return "dataarts.condition"; }
  std::string message(int value) const override {
    switch (static_cast<condition>(value)) {
      case condition::timeout:
        return "a deadline passed";
      case condition::cancelled:
        return "the call was cancelled or the client closed";
      case condition::overloaded:
        return "this client has too much to do";
      case condition::invalid_request:
        return "the request cannot be sent as it is";
      case condition::unreachable:
        return "no connection to the endpoint could be made";
      case condition::connection_lost:
        return "a connection broke before the answer was complete";
      case condition::untrusted:
        return "the TLS connection cannot be trusted";
      case condition::unauthorized:
        return "the credentials are missing, wrong, expired or not sufficient";
      case condition::not_found:
        return "the script, instance, workspace or API does not exist";
      case condition::throttled:
        return "the service wants fewer requests";
      case condition::rejected:
        return "the service refused the request";
      case condition::server_error:
        return "the service failed";
      case condition::malformed_response:
        return "the answer cannot be read";
      case condition::limit_exceeded:
        return "the answer passes a limit of the client";
      case condition::transient:
        return "the same call may succeed later";
      case condition::run_failed:
        return "the run of the script ended as FAILED";
    }
    return "unknown condition " + std::to_string(value);
  }
};

constexpr errc_category errors;
constexpr conditions all_conditions;

}  // namespace

boost::system::error_category const& error_category() noexcept { return errors; }

boost::system::error_category const& condition_category() noexcept { return all_conditions; }

boost::system::error_code make_error_code(errc value) noexcept { return {static_cast<int>(value), errors}; }

boost::system::error_condition make_error_condition(condition value) noexcept {
  return {static_cast<int>(value), all_conditions};
}

std::string_view to_string(errc value) noexcept {
  auto const* const found = find(static_cast<int>(value));
  return found != nullptr ? found->name : "unknown_error";
}

bool meets(errc value, condition what) noexcept {
  auto const* const found = find(static_cast<int>(value));
  auto const known = static_cast<int>(what) >= 1 && static_cast<int>(what) <= condition_count;
  return found != nullptr && known && found->meets.contains(what);
}

}  // namespace dataarts
