#ifndef DATAARTS_TEST_INTEGRATION_CLIENT_RECORDER_HPP
#define DATAARTS_TEST_INTEGRATION_CLIENT_RECORDER_HPP

#include <dataarts/observer.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace test {

/// Keeps what an observer is told: names of the hooks in order, and copies of the records.
class recorder : public dataarts::observer {
 public:
  struct connection {
    explicit connection(dataarts::connection_record const& from)
        : record(from), server(from.server_address), peer(from.network_peer_address) {}
    dataarts::connection_record record;  // its views are over
    std::string server;
    std::string peer;
  };

  struct attempt {
    explicit attempt(dataarts::attempt_record const& from)
        : record(from), service_code(from.service_code), request_id(from.request_id) {
      if (from.span) span = *from.span;
      if (from.connection) used.emplace(*from.connection);
    }
    dataarts::attempt_record record;
    std::string service_code;
    std::string request_id;
    std::optional<dataarts::span_context> span;
    std::optional<connection> used;
  };

  struct call {
    explicit call(dataarts::call_record const& from)
        : record(from),
          service_code(from.service_code),
          request_id(from.request_id),
          server(from.server_address),
          script(from.ref->script()),
          instance(from.ref->instance()) {
      if (from.span) span = *from.span;
    }
    dataarts::call_record record;
    std::string service_code;
    std::string request_id;
    std::string server;
    std::string script;
    std::string instance;
    std::optional<dataarts::span_context> span;
  };

  struct closing {
    connection which;
    dataarts::close_reason why;
  };

  struct failing {
    connection which;
    dataarts::errc why;
  };

  std::optional<dataarts::trace_context> begin_trace() noexcept override { return own_trace; }
  void call_began(dataarts::call_record const& record) noexcept override {
    hooks.emplace_back("call_began");
    calls_began.emplace_back(record);
  }
  void call_ended(dataarts::call_record const& record) noexcept override {
    hooks.emplace_back("call_ended");
    calls.emplace_back(record);
  }
  void attempt_began(dataarts::attempt_record const& record) noexcept override {
    hooks.emplace_back("attempt_began");
    attempts_began.emplace_back(record);
  }
  void attempt_ended(dataarts::attempt_record const& record) noexcept override {
    hooks.emplace_back("attempt_ended");
    attempts.emplace_back(record);
  }
  void connection_opened(dataarts::connection_record const& record) noexcept override {
    hooks.emplace_back("connection_opened");
    opened.emplace_back(record);
  }
  void connection_closed(dataarts::connection_record const& record, dataarts::close_reason why) noexcept override {
    hooks.emplace_back("connection_closed");
    closed.push_back({connection(record), why});
  }
  void connection_failed(dataarts::connection_record const& record, dataarts::errc why) noexcept override {
    hooks.emplace_back("connection_failed");
    failed.push_back({connection(record), why});
  }
  void limiter_changed(dataarts::limiter_record const& record) noexcept override {
    hooks.emplace_back("limiter_changed");
    limits.push_back(record);
  }

  /// What has begun has ended, once, and in order.
  bool is_balanced() const {
    std::vector<std::uint64_t> begun;
    std::vector<std::uint64_t> ended;
    for (auto const& each : calls_began) begun.push_back(each.record.call);
    for (auto const& each : calls) ended.push_back(each.record.call);
    std::sort(ended.begin(), ended.end());
    if (begun != ended) return false;
    std::map<std::uint64_t, unsigned> told;
    for (auto const& each : attempts) {
      if (each.record.resend_count != told[each.record.call]++) return false;
    }
    auto const in_exchange = [](attempt const& each) { return each.record.sent.has_value(); };
    auto const sent = std::count_if(attempts.begin(), attempts.end(), in_exchange);
    if (static_cast<std::size_t>(sent) != attempts_began.size() || opened.size() != closed.size()) return false;
    return std::all_of(calls.begin(), calls.end(),
                       [&](call const& each) { return each.record.attempts == told[each.record.call]; });
  }

  std::optional<dataarts::trace_context> own_trace;
  std::vector<std::string> hooks;
  std::vector<call> calls_began;
  std::vector<call> calls;
  std::vector<attempt> attempts_began;
  std::vector<attempt> attempts;
  std::vector<connection> opened;
  std::vector<closing> closed;
  std::vector<failing> failed;
  std::vector<dataarts::limiter_record> limits;
};

}  // namespace test

#endif
