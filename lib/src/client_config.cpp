#include "api/query_request.hpp"
#include "ascii.hpp"
#include "auth/authorization.hpp"

#include <dataarts/client_config.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <string_view>

namespace dataarts {

namespace {

[[noreturn]] void refuse(std::string_view field, std::string_view reason) {
  throw std::invalid_argument(std::string(field).append(": ").append(reason));
}

void check_range(std::string_view field, std::size_t value, std::size_t least, std::size_t most) {
  if (value >= least && value <= most) return;
  refuse(field, std::to_string(value) + " is out of range, it has to be " + std::to_string(least) + " to " +
                    std::to_string(most));
}

void check_least(std::string_view field, std::size_t value, std::size_t least) {
  if (value >= least) return;
  refuse(field, std::to_string(value) + " is too few, it has to be at least " + std::to_string(least));
}

/// The lowest rate whose interval a clock can count.
constexpr double least_rate = 1e-6;

/// RFC 8305, section 5.
constexpr auto least_stagger = std::chrono::milliseconds(10);

/// In as few digits as it needs, and without an exponent: "1", "0.000001".
std::string number_text(double value) {
  char text[std::numeric_limits<double>::max_exponent10 + 32];
  auto const end = std::to_chars(std::begin(text), std::end(text), value, std::chars_format::fixed).ptr;
  return {std::begin(text), end};
}

void check_number(std::string_view field, double value, double least) {
  // Written so that NaN is refused as well.
  if (value >= least && value <= std::numeric_limits<double>::max()) return;
  refuse(field, "is not a number of at least " + number_text(least));
}

void check_positive(std::string_view field, std::chrono::nanoseconds value) {
  if (value <= std::chrono::nanoseconds::zero()) refuse(field, "has to be more than zero");
}

void check_header_value(std::string_view field, std::string_view value) {
  // The value is not shown: it may be a secret.
  if (std::any_of(value.begin(), value.end(), is_control)) {
    refuse(field, "contains a control character or a line break, which cannot stand in a header");
  }
}

}  // namespace

void client_config::validate() const {
  if (endpoint.empty()) refuse("endpoint", "is empty, it has to be http://HOST[:PORT] or https://HOST[:PORT]");
  if (project_id.empty()) refuse("project_id", "is empty, every request names a project");
  if (!is_sendable_name(project_id)) {
    refuse("project_id", "cannot be part of a request path: no '/', no control character, valid UTF-8, not \"..\"");
  }
  if (!is_sendable_workspace(workspace)) {
    refuse("workspace", "cannot be a header value: printable ASCII, no blank at either end (it is the workspace's id)");
  }
  if (auth_source && !auth.empty()) refuse("auth_source", "is set beside auth: give one of them");
  check_positive("credential_timeout", credential_timeout);
  try {
    dataarts::auth::authorization(this->auth, signing, "host", project_id);
  } catch (std::invalid_argument const& problem) {
    refuse("auth", problem.what());
  }
  check_header_value("user_agent", user_agent);
  check_header_value("tls.server_name", tls.server_name);
  check_range("max_connections", max_connections, 1, 65535);
  check_least("max_waiting_calls", max_waiting_calls, 1);
  if (max_wait) check_positive("max_wait", *max_wait);
  check_least("retry.max_attempts", retry.max_attempts, 1);
  check_positive("retry.base_delay", retry.base_delay);
  check_positive("retry.max_delay", retry.max_delay);
  if (retry.base_delay > retry.max_delay) refuse("retry.base_delay", "is longer than retry.max_delay");
  if (retry.max_retry_after < std::chrono::nanoseconds::zero()) refuse("retry.max_retry_after", "is negative");
  check_number("retry.budget", retry.budget, 0);
  check_number("retry.budget_ratio", retry.budget_ratio, 0);
  if (throttle.requests_per_second != 0) {
    check_number("throttle.requests_per_second", throttle.requests_per_second, least_rate);
  }
  check_number("throttle.burst", throttle.burst, 1);
  check_number("throttle.increase", throttle.increase, 0);
  check_number("throttle.min_requests_per_second", throttle.min_requests_per_second, least_rate);
  check_positive("call_timeout", call_timeout);
  check_positive("connect_timeout", connect_timeout);
  if (connect_stagger < least_stagger) refuse("connect_stagger", "has to be at least 10 ms");
  check_positive("idle_timeout", idle_timeout);
  check_positive("connection_max_age", connection_max_age);
  check_least("max_request_header", max_request_header, 1);
  check_range("max_response_header", max_response_header, 1024, 1024 * 1024);
  check_range("max_response_body", max_response_body, 1, std::numeric_limits<std::uint32_t>::max());
  check_least("max_json_depth", max_json_depth, 5);
}

std::optional<std::string> endpoint_of_region(std::string_view region) {
  constexpr std::size_t longest_label = 63;
  auto const allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  if (region.empty() || region.size() > longest_label) return std::nullopt;
  if (!std::all_of(region.begin(), region.end(), allowed)) return std::nullopt;
  if (region.front() == '-' || region.back() == '-') return std::nullopt;
  return std::string("https://dayu-dlf.").append(region).append(".myhuaweicloud.com");
}

}  // namespace dataarts
