#ifndef DATAARTS_PROMETHEUS_OBSERVER_HPP
#define DATAARTS_PROMETHEUS_OBSERVER_HPP

#include <dataarts/observer.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace dataarts {

struct client_stats;

namespace observe {
class metrics;
}

/// Counts what clients do, for a Prometheus server to scrape; docs/observability.md lists the names.
///
/// `text` may be called from any thread at any time, the hooks are called by clients. Several clients may share an
/// observer. Labels are of bounded sets: endpoint, method, status, error, phase; names and ids are none. Every hook
/// costs a lock and some additions, no allocation once each kind of outcome has occurred.
class prometheus_observer final : public observer {
 public:
  /// Value of `Content-Type` for an answer that is made of `text`.
  static constexpr std::string_view content_type = "text/plain; version=0.0.4; charset=utf-8";

  prometheus_observer();
  ~prometheus_observer() override;

  /// All metrics in Prometheus' exposition format, version 0.0.4.
  std::string text() const;

  /// The same with what a client is doing now (`client::stats`): calls by state, connections being opened.
  std::string text(client_stats const& now) const;

  void call_began(call_record const& record) noexcept override;
  void call_ended(call_record const& record) noexcept override;
  void attempt_began(attempt_record const& record) noexcept override;
  void attempt_ended(attempt_record const& record) noexcept override;
  void connection_opened(connection_record const& record) noexcept override;
  void connection_closed(connection_record const& record, close_reason why) noexcept override;
  void connection_failed(connection_record const& record, errc why) noexcept override;
  void limiter_changed(limiter_record const& record) noexcept override;

 private:
  std::unique_ptr<observe::metrics> metrics_;
};

}  // namespace dataarts

#endif
