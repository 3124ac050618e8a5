#include "measure/outcome.hpp"

#include <dataarts/failure.hpp>

#include <boost/system/errc.hpp>

#include <array>

namespace dataarts::load {
namespace {

constexpr std::array<std::string_view, outcome_count> outcome_names{"answered",
                                                                    "dns",
                                                                    "connect_refused",
                                                                    "connect_failed",
                                                                    "connect_timeout",
                                                                    "tls",
                                                                    "write",
                                                                    "reset",
                                                                    "closed",
                                                                    "eof_mid_body",
                                                                    "http_protocol",
                                                                    "header_too_large",
                                                                    "body_too_large",
                                                                    "json",
                                                                    "schema",
                                                                    "throttled",
                                                                    "auth",
                                                                    "not_found",
                                                                    "client_4xx",
                                                                    "server_5xx",
                                                                    "other_status",
                                                                    "deadline",
                                                                    "cancelled",
                                                                    "dropped_by_generator",
                                                                    "pool_wait_timeout",
                                                                    "held_back",
                                                                    "invalid"};

constexpr std::array<std::string_view, run_state_count> state_names{"LAUNCHING", "RUNNING", "FINISHED", "FAILED",
                                                                    "other"};

}  // namespace

std::string_view to_string(outcome value) noexcept { return outcome_names[static_cast<std::size_t>(value)]; }

std::optional<outcome> outcome_named(std::string_view name) noexcept {
  for (std::size_t i = 0; i < outcome_count; ++i) {
    if (outcome_names[i] == name) return static_cast<outcome>(i);
  }
  return std::nullopt;
}

std::string_view to_string(run_state value) noexcept { return state_names[static_cast<std::size_t>(value)]; }

outcome outcome_of(failure const& why) noexcept {
  switch (why.reason()) {
    case errc::invalid_reference:
    case errc::invalid_argument:
    case errc::request_too_large:
      return outcome::invalid;
    case errc::queue_full:
    case errc::queue_timeout:
      return outcome::pool_wait_timeout;
    case errc::credentials_unavailable:
    case errc::credentials_missing:
    case errc::credentials_refused:
    case errc::unauthorized:
    case errc::forbidden:
      return outcome::auth;
    case errc::client_closed:
    case errc::cancelled:
      return outcome::cancelled;
    case errc::deadline_exceeded:
      // Nothing was sent while it waited for a connection.
      return why.attempts() == 0 ? outcome::pool_wait_timeout : outcome::deadline;
    case errc::resolve_failed:
      return outcome::dns;
    case errc::connect_failed:
      return why.cause() == boost::system::errc::connection_refused ? outcome::connect_refused
                                                                    : outcome::connect_failed;
    case errc::proxy_refused:
      return outcome::connect_failed;
    case errc::connect_timeout:
      return outcome::connect_timeout;
    case errc::tls_failed:
    case errc::certificate_rejected:
      return outcome::tls;
    case errc::write_failed:
      return outcome::write;
    case errc::read_failed:
      return outcome::reset;
    case errc::connection_closed:
      return outcome::closed;
    case errc::truncated_response:
      return outcome::eof_mid_body;
    case errc::header_too_large:
      return outcome::header_too_large;
    case errc::body_too_large:
      return outcome::body_too_large;
    case errc::http_protocol_error:
      return outcome::http_protocol;
    case errc::unexpected_status:
      return outcome::other_status;
    case errc::invalid_json:
    case errc::invalid_utf8:
      return outcome::json;
    case errc::json_too_deep:
    case errc::missing_status:
    case errc::unexpected_type:
    case errc::duplicate_member:
      return outcome::schema;
    case errc::request_rejected:
    case errc::request_timeout:
      return outcome::client_4xx;
    case errc::not_found:
      return outcome::not_found;
    case errc::throttled:
      return outcome::throttled;
    case errc::server_error:
      return outcome::server_5xx;
    case errc::run_failed:
      return outcome::answered;
    case errc::checkpoint_unusable:
      break;
  }
  return outcome::invalid;
}

}  // namespace dataarts::load
