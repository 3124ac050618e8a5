#ifndef DATAARTS_OBSERVE_OTLP_JSON_HPP
#define DATAARTS_OBSERVE_OTLP_JSON_HPP

#include "observe/metrics.hpp"

#include <dataarts/clock.hpp>
#include <dataarts/error.hpp>
#include <dataarts/observer.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts::observe {

/// A span as it waits to be sent.
struct finished_span {
  trace_id trace{};
  span_id id{};
  span_id parent{};
  std::string state;
  std::string_view operation;  ///< literals
  std::string_view method;
  std::string_view url_template;
  bool is_call = false;  ///< the span of a call; else that of an attempt
  clock::wall_time begin{};
  clock::wall_time end{};
  std::optional<errc> error;
  int status = 0;
  std::string server_address;
  std::uint16_t server_port = 0;
  std::string service_code;
  std::string request_id;

  // Of a call.
  unsigned attempts = 0;
  std::chrono::nanoseconds paused{};

  // Of an attempt.
  unsigned resend_count = 0;
  bool connection_reused = false;
  std::string peer_address;
  std::uint16_t peer_port = 0;
  std::uint64_t bytes_sent = 0;
  std::uint64_t bytes_received = 0;

  // Of both.
  std::chrono::nanoseconds waited{};
  std::optional<std::chrono::nanoseconds> phases[observe::phases];
};

/// Requires that the record has a span.
finished_span span_of(call_record const& record);
finished_span span_of(attempt_record const& record);

using attribute_list = std::vector<std::pair<std::string, std::string>>;

/// The bodies of requests to a collector: OTLP in the JSON mapping of Protocol Buffers, with ids in hexadecimal, 64-bit
/// integers as texts and names in camel case.
std::string traces_body(attribute_list const& resource, std::span<finished_span const> spans);

/// @param begin  since when is counted.
std::string metrics_body(attribute_list const& resource, std::vector<server_metrics> const& servers,
                         clock::wall_time begin, clock::wall_time now);

/// What a collector says that it did not take, of an answer of HTTP 200: `partialSuccess`.
struct refused_part {
  std::uint64_t count = 0;
  std::string message;
};
refused_part read_refused_part(std::string_view body);

}  // namespace dataarts::observe

#endif
