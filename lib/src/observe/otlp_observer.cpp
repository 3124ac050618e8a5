#include <dataarts/otlp_observer.hpp>

#include "ascii.hpp"
#include "net/endpoint.hpp"
#include "observe/otlp_exporter.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace dataarts {

namespace {

[[noreturn]] void refuse(std::string_view field, std::string_view reason) {
  throw std::invalid_argument(std::string(field).append(": ").append(reason));
}

bool is_field_name(std::string_view text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character);
}

/// All zero is no id: a collector may refuse a whole batch for it.
bool is_sent(span_context const* span) noexcept {
  return span != nullptr && span->sampled && is_set(span->trace) && is_set(span->span);
}

}  // namespace

void otlp_options::validate() const {
  auto const to = net::parse_endpoint(endpoint);
  for (auto const& [name, value] : headers) {
    if (!is_field_name(name)) refuse("headers", "a name is no header field name");
    // The value is not shown: it may be a secret.
    if (std::any_of(value.begin(), value.end(), is_control))
      refuse("headers", "the value of " + name + " contains a control character");
  }
  for (auto const& [name, value] : resource) {
    if (name.empty()) refuse("resource", "an attribute has no name");
  }
  if (!(sample_ratio >= 0 && sample_ratio <= 1)) refuse("sample_ratio", "has to be 0 to 1");
  if (max_queued_spans < 1) refuse("max_queued_spans", "is 0, it has to be at least 1");
  if (max_batch < 1) refuse("max_batch", "is 0, it has to be at least 1");
  if (interval <= std::chrono::nanoseconds::zero()) refuse("interval", "has to be more than zero");
  if (timeout <= std::chrono::nanoseconds::zero()) refuse("timeout", "has to be more than zero");
  if (retry.max_attempts < 1) refuse("retry.max_attempts", "is 0, it has to be at least 1");
  if (retry.base_delay <= std::chrono::nanoseconds::zero()) refuse("retry.base_delay", "has to be more than zero");
  if (retry.max_delay <= std::chrono::nanoseconds::zero()) refuse("retry.max_delay", "has to be more than zero");
}

otlp_observer::otlp_observer(boost::asio::any_io_executor const& executor, otlp_options options) {
  options.validate();
  if (!executor) throw std::invalid_argument("executor: is empty");
  exporter_ = exporter::make(executor, std::move(options));
}

otlp_observer::~otlp_observer() { exporter_->stop(); }

boost::asio::awaitable<bool> otlp_observer::flush() { return exporter::flush(exporter_); }

otlp_stats otlp_observer::stats() const { return exporter_->stats(); }

std::optional<trace_context> otlp_observer::begin_trace() noexcept { return exporter_->begin_trace(); }

void otlp_observer::call_began(call_record const& record) noexcept {
  exporter_->count([&](observe::metrics& in) { in.call_began(record); });
}

void otlp_observer::call_ended(call_record const& record) noexcept {
  exporter_->count([&](observe::metrics& in) { in.call_ended(record); });
  if (exporter_->options().traces && is_sent(record.span)) exporter_->add(observe::span_of(record));
}

void otlp_observer::attempt_began(attempt_record const& record) noexcept {
  exporter_->count([&](observe::metrics& in) { in.attempt_began(record); });
}

void otlp_observer::attempt_ended(attempt_record const& record) noexcept {
  exporter_->count([&](observe::metrics& in) { in.attempt_ended(record); });
  if (exporter_->options().traces && is_sent(record.span)) exporter_->add(observe::span_of(record));
}

void otlp_observer::connection_opened(connection_record const& record) noexcept {
  exporter_->count([&](observe::metrics& in) { in.connection_opened(record); });
}

void otlp_observer::connection_closed(connection_record const& record, close_reason why) noexcept {
  exporter_->count([&](observe::metrics& in) { in.connection_closed(record, why); });
}

void otlp_observer::connection_failed(connection_record const& record, errc why) noexcept {
  exporter_->count([&](observe::metrics& in) { in.connection_failed(record, why); });
}

void otlp_observer::limiter_changed(limiter_record const& record) noexcept {
  exporter_->count([&](observe::metrics& in) { in.limiter_changed(record); });
}

}  // namespace dataarts
