#ifndef DATAARTS_ENGINE_HPP
#define DATAARTS_ENGINE_HPP

#include "api/query_request.hpp"
#include "auth/authorization.hpp"
#include "auth/credential_keeper.hpp"
#include "auth/key_trial.hpp"
#include "call.hpp"
#include "context_watch.hpp"
#include "http/connection.hpp"
#include "longest_timeout.hpp"
#include "net/address_health.hpp"
#include "net/endpoint.hpp"
#include "net/memory_poller.hpp"
#include "net/poller.hpp"
#include "net/proxy.hpp"
#include "observe/call_watch.hpp"
#include "pool/pool_state.hpp"
#include "retry/retry_budget.hpp"
#include "scripts/operation_request.hpp"
#include "sharing/answer_cache.hpp"
#include "sharing/reference_hash.hpp"
#include "sleeper.hpp"
#include "throttle/rate_limiter.hpp"
#include "warm_up.hpp"

#include <dataarts/call_options.hpp>
#include <dataarts/client.hpp>
#include <dataarts/client_config.hpp>
#include <dataarts/credential_source.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dataarts {

namespace net {
class tls_context;
}

/// Why a connection could not be opened.
struct open_error {
  errc code;
  boost::system::error_code cause;
  std::string where;
};

/// What an exchange came to.
struct exchange_report {
  result<script_instance> outcome;
  clock::time_point ended;  ///< its last byte came, or it failed
  bool reusable = false;    ///< the connection may serve another exchange
  bool answered = false;    ///< at least one byte of an answer came
};

/// The way of a call: validation → lease of a connection → exchange → outcome, with deadlines and cancellation.
///
/// One lock guards everything here and in the connections' bookkeeping; callers are told outcomes after it is
/// released. A lock, not a strand: uncontended it costs a few nanoseconds, where a strand sends every handler through
/// one more queue (docs/architecture.md).
class engine final : public context_member, public std::enable_shared_from_this<engine> {
 public:
  /// Throws `std::invalid_argument` naming the field that cannot be used.
  static std::shared_ptr<engine> make(boost::asio::any_io_executor executor, client_config config);
  ~engine() override;
  engine(engine const&) = delete;
  engine& operator=(engine const&) = delete;

  /// Starts a query. `target` is called exactly once, unless the context is destroyed first.
  /// @param what  another operation than the query; lives in `target`. Its answer is there when a value is delivered.
  void start(instance_ref ref, call_options const& options, completion target, boost::asio::cancellation_slot slot = {},
             void const* owner = nullptr, operation* what = nullptr);

  /// Completes the call with `errc::cancelled` if it is not over.
  void cancel(call* which, std::uint64_t serial);

  /// The same for all calls of one owner.
  void cancel_all_of(void const* owner);

  /// See `client::warm_up` and `client::drain`. The targets are posted to, exactly once, unless the context is
  /// destroyed first.
  void start_warm_up(std::size_t wanted, warm_up_target target, boost::asio::cancellation_slot slot = {});
  void drain(drain_target target, boost::asio::cancellation_slot slot = {});

  /// Tells `target` when the time has come; before that when it is cancelled, or the client is closed or drained.
  void start_sleep(clock::time_point until, sleep_target target, boost::asio::cancellation_slot slot = {});

  /// Cancels everything; later calls fail.
  void close() noexcept;

  void abandon() noexcept override;

  client_stats stats() const;

  /// From a handler on the executor: `what(connection, finished)` under the lock, if that connection still exists.
  template <class What>
  void step(std::uint64_t tag, What what) {
    handle([&](finished_calls& finished) {
      if (auto* const which = find(tag)) what(*which, finished);
    });
  }

  // For connections; the lock is held.

  void opened(http::connection& which, finished_calls& finished);
  void open_failed(http::connection& which, open_error const& why, finished_calls& finished);
  void exchange_done(http::connection& which, exchange_report&& report, finished_calls& finished);
  void idle_lost(http::connection& which, finished_calls& finished);

  /// The connection has more to read than it may in one turn.
  void has_more(http::connection& which) { unfinished_.push_back(which.tag()); }

  /// Asks for the addresses of the endpoint; ends in `connection::resolved`, if that connection still exists.
  void look_up(std::uint64_t tag);

  /// Makes sure that deadlines are looked at by then.
  void look_by(clock::time_point when);
  clock::time_point now() const { return clock_->now(); }
  /// For those who wait beside the engine.
  std::unique_ptr<clock::alarm> make_alarm(std::function<void()> on_fire) {
    return clock_->make_alarm(executor_, std::move(on_fire));
  }

  /// Requests per second that are allowed now, see `client_stats::requests_per_second`.
  double rate() const {
    std::lock_guard const lock(mutex_);
    return limiter_.rate();
  }

  /// Evenly distributed.
  std::uint64_t random() {
    std::lock_guard const lock(mutex_);
    return random_();
  }
  clock::wall_time wall_now() const { return clock_->wall_now(); }

  /// Null: nobody notes what is on its way.
  std::shared_ptr<in_flight> const& flights() const noexcept { return flights_; }
  /// For sockets, and for a network in memory: the client has one of them.
  net::poller& poller() noexcept { return static_cast<net::poller&>(*poller_); }
  net::memory_poller& memory_poller() noexcept { return static_cast<net::memory_poller&>(*poller_); }
  observe::call_watch& watch() noexcept { return watch_; }
  net::address_health& addresses() noexcept { return addresses_; }
  http::spare_workspaces& workspaces() noexcept { return workspaces_; }

  /// Appends the request of a call.
  void append_request(std::string& out, call const& which) {
    auto const& ref = which.ref;
    if (which.what != nullptr) {
      append_operation(out, which);
    } else {
      request_.append_to(out, ref.script(), ref.instance(), ref.workspace(), *authorization_, *clock_);
      which.notes.add_trace_lines(out);
    }
  }
  void hide_secrets(std::string& text) const;

  /// What the date of an answer of HTTP 401 tells about the refusal; empty if nothing.
  std::string explain_refusal(std::string_view date) const;
  failure::details details_of(call const& which, std::string where) const;
  client_config const& config() const noexcept { return config_; }
  net::endpoint const& endpoint() const noexcept { return endpoint_; }
  /// Null: the endpoint is reached directly.
  net::proxy const* proxy() const noexcept { return proxy_ ? &*proxy_ : nullptr; }
  /// What connections are made to: the endpoint, or the proxy.
  net::endpoint const& dialled() const noexcept { return proxy_ ? proxy_->at : endpoint_; }
  boost::asio::any_io_executor const& executor() const noexcept { return executor_; }
  net::tls_context& tls() noexcept { return *tls_; }

 private:
  engine(boost::asio::any_io_executor executor, client_config config);

  /// Takes part in the engine's work from a handler: locks, runs `what(finished)`, unlocks, tells the callers.
  template <class What>
  void handle(What what) {
    finished_calls finished;
    bool quiet = false;
    {
      std::lock_guard const lock(mutex_);
      what(finished);
      keep_watching();
      quiet = is_quiet();
    }
    finished.deliver(delivery::in_place, executor_);
    // Asked again after the callers ran: in a loop of queries the next one has begun by now.
    if (quiet) rest_if_quiet();
  }

  class batch;
  struct renewal;
  class rest_at_end;

  void on_ready(std::uint64_t wait);
  bool turn(net::readiness::event const& event, finished_calls& finished);
  http::connection* find(std::uint64_t tag) noexcept;
  bool is_quiet() const noexcept {
    return warm_ups_.empty() && sleepers_.empty() &&
           std::all_of(lists_.begin(), lists_.end(), [](call_list const& each) { return each.empty(); });
  }
  call_list& list(call::place which) noexcept { return lists_[static_cast<std::size_t>(which)]; }
  call_list const& list(call::place which) const noexcept { return lists_[static_cast<std::size_t>(which)]; }
  void enter(call& which, call::place where);
  void wait(call& which, call_list::iterator const& before, clock::time_point now);
  static void end_wait(call& which, clock::time_point now) noexcept;
  void leave(call& which) noexcept;
  void keep_watching();

  call& take_call();
  bool fits(call const& which) const;
  void append_operation(std::string& out, call const& which);
  void finish(call& which, result<script_instance> outcome, clock::time_point now, finished_calls& finished);
  void finish(call& which, errc code, std::string where, finished_calls& finished);
  void finish_too_large(call& which, finished_calls& finished);
  void place(call& which, clock::time_point now, finished_calls& finished);
  bool begin_on_idle(call& which, clock::time_point now, finished_calls& finished);
  void begin(http::connection& which, call& what, clock::time_point now, finished_calls& finished);
  void serve_waiting(http::connection& which, clock::time_point now, finished_calls& finished);
  call* next_waiting_for(http::connection const& which, clock::time_point now);
  void open_more(clock::time_point now);
  void drop(http::connection& which, finished_calls& finished, close_reason why = close_reason::error);
  void open_connection(clock::time_point now);
  void cancel_warm_up(std::uint64_t serial);
  /// A connection is open, or has failed for a reason: which warm-ups end with that?
  void note_opening(std::uint64_t tag, open_error const* why, clock::time_point now);
  void end_warm_ups_and_drains() noexcept;
  void cancel_sleep(sleep_key const& key);
  void wake_sleepers(clock::time_point now);
  void end_sleep() noexcept;
  bool may_send(clock::time_point now);
  bool waits_for_turn() const noexcept;
  void expect_next_turn(clock::time_point now);
  void serve_turns(clock::time_point now, finished_calls& finished);
  /// Whether a repetition takes from the budget.
  enum class budget : std::uint8_t { pays, has_paid };

  /// Tries again after a pause, or ends the call: true if it is tried again, maybe by one that follows it.
  bool settle(call& which, failure&& why, clock::time_point now, budget charge, finished_calls& finished);
  static void note_attempt(call& which, failure const& why, clock::time_point now);
  std::optional<std::chrono::nanoseconds> pause_before_next(call const& which, failure const& why);
  void wake_pausing(clock::time_point now, finished_calls& finished);
  bool share(call& which, std::optional<std::chrono::nanoseconds> max_age, clock::time_point now,
             finished_calls& finished);
  void follow(call& leader, call& which);
  static void stop_following(call& which) noexcept;
  /// The first of those that follow takes the place of the call. False if nobody follows.
  bool hand_over(call& which, clock::time_point now);
  /// The heir gets what the leader has: those that follow it, its exchange, what its attempts met.
  void take_over(call& heir, call& from, clock::time_point now);
  void finish_followers(call& leader, result<script_instance> const& outcome, clock::time_point now,
                        finished_calls& finished);
  void finish_alone(call& which, result<script_instance>&& outcome, clock::time_point now, finished_calls& finished);
  void be_patient(call& which, clock::time_point since);
  bool authorize(call& which, clock::time_point now, finished_calls& finished);
  /// Whether a request may be sent with the credentials that are there.
  bool is_authorized(clock::time_point now) const noexcept;
  /// The same; if they have to be renewed, sees to it.
  bool may_authorize(clock::time_point now);
  /// Whether no call will get credentials.
  bool gives_up(clock::time_point now) const noexcept;
  void renew_credentials();
  void begin_renewal(std::uint64_t number);
  void end_renewal(std::exception_ptr error, result<issued_credentials>&& got, finished_calls& finished);
  /// No failure: they are used from now on.
  failure take_credentials(issued_credentials const& got, clock::time_point now);
  void wake_authorizing(clock::time_point now, finished_calls& finished);
  void cancel_renewal() noexcept;
  bool renew_for(call& which, failure const& why, clock::time_point now, finished_calls& finished);
  /// True if calls that wait may have their turn by it.
  bool note_signature(call const& which, exchange_report const& report);
  void note_refusal(std::string const& why);
  void refuse_too_large(clock::time_point now, finished_calls& finished);
  void refuse_waiting(clock::time_point now, finished_calls& finished);
  bool refuse_if_full(call& which, finished_calls& finished);
  void interrupt(call& which, errc code, std::string where, clock::time_point now, finished_calls& finished);
  std::string place_of(call const& which) const;
  void close_expired(clock::time_point now, finished_calls& finished);
  /// A connection was closed: what answers are read in is kept for the others.
  void trim_workspaces() noexcept;
  void wake_at(clock::time_point when);
  void on_alarm();
  void look_at_deadlines(clock::time_point now, finished_calls& finished);
  void end_look_up() noexcept;
  void rest_if_quiet();
  bool rest();

  boost::asio::any_io_executor executor_;
  client_config config_;
  net::endpoint endpoint_;
  std::optional<net::proxy> proxy_;
  query_request_template request_;
  operation_request_template operation_request_;
  std::unique_ptr<auth::authorization> authorization_;
  std::unique_ptr<auth::authorization> earlier_authorization_;  ///< answers to it may still come
  std::unique_ptr<net::tls_context> tls_;
  std::shared_ptr<clock> clock_;
  std::shared_ptr<in_flight> flights_;
  std::unique_ptr<clock::alarm> alarm_;

  mutable std::mutex mutex_;
  bool closed_ = false;
  bool draining_ = false;  ///< no new calls
  std::vector<drain_target> drains_;
  std::vector<warm_up> warm_ups_;
  std::uint64_t warm_up_serial_ = 0;
  sleepers sleepers_;
  std::uint64_t sleep_serial_ = 0;
  pool::pool_state pool_;
  std::vector<http::connection_ptr> connections_;  ///< by slot
  std::array<call_list, call::places> lists_;      ///< by `call::place`; those that wait are served in order
  std::deque<call> calls_;
  std::vector<call*> free_calls_;
  std::uint64_t call_serial_ = 0;
  std::uint64_t connection_serial_ = 0;
  std::unique_ptr<net::readiness> poller_;
  std::unique_ptr<boost::asio::ip::tcp::resolver> resolver_;  ///< while a look-up is under way: one for all
  std::vector<std::uint64_t> looking_up_;                     ///< connections that wait for it
  std::uint64_t look_up_serial_ = 0;
  net::address_health addresses_;
  http::spare_workspaces workspaces_;
  bool const one_thread_;  ///< nothing but this thread runs the context
  finished_calls::memory spare_;
  bool serves_turns_ = false;
  bool in_batch_ = false;                  ///< the poller is armed when the batch ends
  std::vector<std::uint64_t> unfinished_;  ///< connections that had more to read
  std::optional<clock::time_point> alarm_at_;
  clock::time_point look_at_ = clock::time_point::max();  ///< when deadlines are to be looked at
  retry::retry_budget retry_budget_;
  std::mt19937_64 random_;
  throttle::rate_limiter limiter_;
  auth::credential_keeper keeper_;  ///< for `config_.auth_source`
  auth::key_trial key_trial_;
  std::shared_ptr<renewal> renewal_;  ///< while one is under way
  std::uint64_t renewal_serial_ = 0;
  std::string why_no_credentials_;
  errc no_credentials_ = errc::credentials_missing;  ///< what calls get of it
  std::unordered_map<instance_ref const*, call*, sharing::reference_hash, sharing::reference_equal> leaders_;
  sharing::answer_cache answers_;
  observe::call_watch watch_{*this};
  client_stats stats_;
};

}  // namespace dataarts

#endif
