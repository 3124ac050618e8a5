#ifndef DATAARTS_OBSERVE_METRICS_HPP
#define DATAARTS_OBSERVE_METRICS_HPP

#include "observe/histogram.hpp"

#include <dataarts/error.hpp>
#include <dataarts/observer.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::observe {

/// Where the time of an attempt goes.
enum class phase : std::uint8_t { resolve, connect, tls, first_byte };

constexpr std::size_t index_of(phase which) noexcept { return static_cast<std::size_t>(which); }
inline constexpr std::size_t phases = 4;
inline constexpr std::string_view phase_names[phases] = {"resolve", "connect", "tls", "first_byte"};

inline constexpr std::size_t close_reasons = 7;

/// The name of an error as a label; "_OTHER" beyond the bounded set.
std::string_view error_label(std::optional<errc> error) noexcept;

/// Requests of one method that are under way.
struct active_series {
  std::string_view method;
  std::int64_t count = 0;
};

/// Attempts of one operation and outcome. The names are literals.
struct request_series {
  std::string_view operation;
  std::string_view method;
  std::string_view url_template;
  int status = 0;
  std::optional<errc> error;
  bool other = false;  ///< those beyond `most_request_series`
  histogram duration;
};

/// Calls of one operation and outcome.
struct call_series {
  std::string_view operation;
  std::optional<errc> error;
  histogram duration;
};

/// What was counted of one endpoint.
struct server_metrics {
  std::string address;
  std::uint16_t port = 0;

  std::vector<request_series> requests;
  std::vector<call_series> calls;              ///< per operation at most one per `errc`, and one
  std::vector<active_series> active{{"GET"}};  ///< by method
  histogram queue_time;
  std::array<histogram, phases> phase_durations;
  histogram connection_duration{connection_bounds};
  std::array<std::uint64_t, close_reasons> closed{};             ///< by `close_reason`, from 1
  std::array<std::uint64_t, errc_count + 1> connect_failures{};  ///< by `errc`
  std::uint64_t retries = 0;
  std::uint64_t throttled = 0;
  std::int64_t active_calls = 0;
  std::int64_t open_connections = 0;
  double rate = 0;  ///< requests per second; 0: no limit

  std::int64_t active_requests() const noexcept;
};

/// Counts what observers are told. All members may be called from any thread.
class metrics {
 public:
  /// Operations with HTTP status and error, per endpoint; more of them are counted together. A server may answer with
  /// any number.
  static constexpr std::size_t most_request_series = 100;

  void call_began(call_record const& record);
  void call_ended(call_record const& record);
  void attempt_began(attempt_record const& record);
  void attempt_ended(attempt_record const& record);
  void connection_opened(connection_record const& record);
  void connection_closed(connection_record const& record, close_reason why);
  void connection_failed(connection_record const& record, errc why);
  void limiter_changed(limiter_record const& record);

  std::vector<server_metrics> snapshot() const;

 private:
  server_metrics& server(std::string_view address, std::uint16_t port);

  mutable std::mutex mutex_;
  std::vector<server_metrics> servers_;  ///< few: as many as the program has endpoints
};

}  // namespace dataarts::observe

#endif
