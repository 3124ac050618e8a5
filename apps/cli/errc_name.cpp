#include "errc_name.hpp"

namespace dataarts::cli {

std::string_view name_of(errc value) noexcept {
  switch (value) {
    case errc::invalid_reference:
      return "invalid_reference";
    case errc::request_too_large:
      return "request_too_large";
    case errc::queue_full:
      return "queue_full";
    case errc::client_closed:
      return "client_closed";
    case errc::cancelled:
      return "cancelled";
    case errc::deadline_exceeded:
      return "deadline_exceeded";
    case errc::resolve_failed:
      return "resolve_failed";
    case errc::connect_failed:
      return "connect_failed";
    case errc::connect_timeout:
      return "connect_timeout";
    case errc::tls_failed:
      return "tls_failed";
    case errc::certificate_rejected:
      return "certificate_rejected";
    case errc::write_failed:
      return "write_failed";
    case errc::read_failed:
      return "read_failed";
    case errc::connection_closed:
      return "connection_closed";
    case errc::truncated_response:
      return "truncated_response";
    case errc::header_too_large:
      return "header_too_large";
    case errc::body_too_large:
      return "body_too_large";
    case errc::http_protocol_error:
      return "http_protocol_error";
    case errc::unexpected_status:
      return "unexpected_status";
    case errc::invalid_json:
      return "invalid_json";
    case errc::invalid_utf8:
      return "invalid_utf8";
    case errc::json_too_deep:
      return "json_too_deep";
    case errc::missing_status:
      return "missing_status";
    case errc::unexpected_type:
      return "unexpected_type";
    case errc::duplicate_member:
      return "duplicate_member";
    case errc::request_rejected:
      return "request_rejected";
    case errc::unauthorized:
      return "unauthorized";
    case errc::forbidden:
      return "forbidden";
    case errc::not_found:
      return "not_found";
    case errc::throttled:
      return "throttled";
    case errc::server_error:
      return "server_error";
  }
  return "unknown_error";
}

std::string code_of(failure const& why) {
  if (!why.service_code().empty()) return std::string(why.service_code());
  return std::string(why.code().category() == error_category() ? name_of(static_cast<errc>(why.code().value()))
                                                               : std::string_view("unknown_error"));
}

std::string message_of(failure const& why) {
  return why.service_message().empty() ? why.message() : std::string(why.service_message());
}

}  // namespace dataarts::cli
