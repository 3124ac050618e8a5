#ifndef DATAARTS_OBSERVE_OTLP_EXPORTER_HPP
#define DATAARTS_OBSERVE_OTLP_EXPORTER_HPP

#include "context_watch.hpp"
#include "observe/metrics.hpp"
#include "observe/otlp_json.hpp"
#include "observe/span_ids.hpp"

#include <dataarts/clock.hpp>
#include <dataarts/failure.hpp>
#include <dataarts/otlp_observer.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace dataarts {

namespace http {
struct fetched;
}

/// The queue of an `otlp_observer` and the coroutine that empties it, one at a time. The lock guards the queue, which
/// hooks fill; whatever belongs to the context happens on a strand.
class otlp_observer::exporter final : public context_member, public std::enable_shared_from_this<exporter> {
 public:
  static std::shared_ptr<exporter> make(boost::asio::any_io_executor const& executor, otlp_options options);

  /// The observer goes: what is queued is dropped, what is under way is cancelled.
  void stop() noexcept;
  void abandon() noexcept override;

  std::optional<trace_context> begin_trace();
  void add(observe::finished_span span);
  static boost::asio::awaitable<bool> flush(std::shared_ptr<exporter> self);
  otlp_stats stats() const;
  otlp_options const& options() const noexcept { return options_; }

  /// Counts something.
  template <class What>
  void count(What what) {
    if (!options_.metrics) return;
    what(metrics_);
    note_change();
  }

 private:
  using awaitable_void = boost::asio::awaitable<void>;

  exporter(boost::asio::any_io_executor const& executor, otlp_options options);

  void note_change();
  void act_by(clock::time_point when);
  void on_alarm();
  void begin_run();
  void run_ended(std::exception_ptr const& error);
  static awaitable_void run(std::shared_ptr<exporter> self);
  static boost::asio::awaitable<bool> wait_until_sent(std::shared_ptr<exporter> self);
  static boost::asio::awaitable<std::optional<observe::refused_part>> deliver(std::shared_ptr<exporter> self,
                                                                              std::string path, std::string body);
  static awaitable_void pause(std::shared_ptr<exporter> self, clock::duration time);
  std::vector<observe::finished_span> take(std::size_t most);
  /// What to make of an answer: how long to wait before the next attempt, or nothing, and `outcome` is set if it was
  /// taken.
  std::optional<clock::duration> judge(result<http::fetched> const& answer, unsigned attempt,
                                       std::optional<observe::refused_part>& outcome);
  bool has_ended() const;

  otlp_options const options_;
  std::string const base_url_;
  std::shared_ptr<clock> const clock_;
  clock::wall_time const begin_;
  observe::metrics metrics_;

  mutable std::mutex mutex_;
  boost::asio::any_io_executor strand_;  ///< empty once the context is gone
  std::unique_ptr<clock::alarm> alarm_;
  std::unique_ptr<boost::asio::steady_timer> wake_;  ///< never expires; cancelled when a pause is over
  std::unique_ptr<boost::asio::steady_timer> done_;  ///< never expires; cancelled when a run is over
  /// Of the run. It belongs to that run's handler, since what a slot holds must not outlive the context.
  std::weak_ptr<boost::asio::cancellation_signal> cancel_;
  bool ended_ = false;
  bool running_ = false;
  bool pausing_ = false;
  std::optional<clock::time_point> act_at_;  ///< when the next run begins, or the pause of this one ends
  std::deque<observe::finished_span> queue_;
  std::uint64_t added_ = 0;    ///< spans that were queued, ever
  std::uint64_t settled_ = 0;  ///< of them, sent or given up
  std::uint64_t changes_ = 0;  ///< of metrics
  std::uint64_t changes_settled_ = 0;
  otlp_stats stats_;
  observe::span_ids ids_;
  std::mt19937_64 random_{std::random_device()()};
};

}  // namespace dataarts

#endif
