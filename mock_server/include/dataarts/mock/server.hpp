#ifndef DATAARTS_MOCK_SERVER_HPP
#define DATAARTS_MOCK_SERVER_HPP

#include <dataarts/mock/instance.hpp>
#include <dataarts/mock/options.hpp>
#include <dataarts/mock/request_inbox.hpp>
#include <dataarts/mock/script_runs.hpp>

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dataarts::mock {

/// What happened so far. Numbers only grow, but for `connections_open`.
struct counters {
  std::uint64_t connections_opened = 0;
  std::uint64_t connections_open = 0;
  std::uint64_t connections_turned_away = 0;  ///< reset because of `options::max_connections`, and not opened
  std::uint64_t tls_handshakes = 0;           ///< completed, resumed ones included
  std::uint64_t tls_resumed = 0;              ///< of them, those that resumed a session
  std::uint64_t requests = 0;                 ///< whole requests for which an answer was decided
  std::uint64_t unmatched = 0;                ///< of them, those that got 501 because nothing was known
  std::uint64_t malformed = 0;                ///< requests refused for their form or size, and those cut off half-way
  std::uint64_t timed_out = 0;                ///< connections closed because the client was too slow
  std::uint64_t idle_closed = 0;              ///< connections closed because they were idle for too long
  std::uint64_t faults = 0;                   ///< answers that a `wire_fault` befell
};

/// A server for the script instance API, in the same process as the code under test.
///
/// It listens when the constructor returns, and answers while its context runs. All other members may be called from
/// any thread.
///
/// While it lives and is not stopped, its context does not run out of work.
class server {
 public:
  /// Everything runs on `context`, which has to be run by one thread at a time.
  /// Throws `std::invalid_argument` for an option that is out of range, `boost::system::system_error` that names
  /// address and reason when it cannot listen, `std::runtime_error` when TLS cannot be set up.
  explicit server(boost::asio::io_context& context, options settings = {});

  /// Connections are spread evenly over the contexts, each of which has to be run by one thread at a time.
  server(std::vector<boost::asio::io_context*> const& contexts, options settings);

  /// As `stop()`, but does not wait for answers in flight: everything is closed as soon as the context runs again, or
  /// at once when this is called on the context's thread. Never throws.
  ///
  /// Expectations that do not hold are reported before: see `set_failure_reporter`.
  ~server();
  server(server const&) = delete;
  server& operator=(server const&) = delete;

  /// No more connections; idle ones are closed, those with an answer in flight after it; what is left after
  /// `timeouts::stop` is reset. Returns at once; when all is closed the server keeps its context no longer.
  void stop() noexcept;

  /// True: no one can connect any more (connection refused, and those that were not accepted yet are reset), while open
  /// connections go on. False: it listens again, on the same port. Done when it returns; nothing happens on a server
  /// that is stopped. Throws `boost::system::system_error` when the system does not let it listen; it is refusing then.
  void refuse(bool on);

  /// `http://127.0.0.1:40987`, or `https://…`
  std::string url() const;
  std::uint16_t port() const noexcept;

  /// Of the admin API: `http://127.0.0.1:40987/__admin`. Empty if it is not served.
  std::string admin_url() const;

  /// The certificate of the authority that signed the server's certificate, for the client to trust. Empty without TLS.
  std::string const& ca_pem() const noexcept;

  mock::counters counters() const noexcept;

  /// All zero with `auth_mode::off`.
  mock::auth_counters auth_counters() const;

  /// The last 100 requests that were refused for their authentication, oldest first.
  std::vector<auth_refusal> refusals() const;

  /// Makes all tokens and temporary keys that were issued so far expire now. Those of `options::auth` stay good.
  void expire_issued() noexcept;

  /// What the server remembers: the `script_runs` of `options::answers`, or one of its own if that is null, which
  /// counts all queries (`script_runs_options::keep_looks`), has the server's clock and seed, and is made by the first
  /// call of this, `add` or `load`. From then on there are no `documented_answers` any more. Valid while the server is
  /// there. Throws `std::logic_error` if the answers are of another kind, as all of the following do.
  ///
  /// The admin API commands the runs of `options::answers` only.
  script_runs& runs();

  /// As `script_runs::add`; the error for a rule begins with its name.
  void add(run_rule const& rule);
  void add(instance const& rule) { add(rule.rule()); }
  void add(script_definition const& script);
  void add(quota_rule const& quota);
  void add(route_rule const& route);

  /// Adds what a scenario file, or a folder of them, says. Seed and form of instance ids of the file hold only if this
  /// call makes the runs; its clock is left aside. Throws `file_error` with everything that is wrong, then nothing is
  /// added; `std::invalid_argument` when a script is there already.
  void load(std::filesystem::path const& file);

  /// Queries for the instances of the rule of that name, in all sessions. What was reset does not count. Throws
  /// `std::invalid_argument` if there is no such rule, or it has an `answer` in place of runs.
  std::uint64_t polls(std::string const& rule) const;

  /// Commands for all runs of the rule of that name, in all sessions, as those of `script_runs`. Before the first query
  /// they are for the run of a rule for one script and instance, in the default session. They return for how many runs
  /// they were carried out, and throw `std::invalid_argument` that says why it was not done for one of them, or that
  /// there is no run or no such rule. For `reset`, no run is no problem.
  std::size_t hold(std::string const& rule);
  std::size_t release(std::string const& rule);
  std::size_t advance(std::string const& rule, std::optional<run_state> to = std::nullopt);
  std::size_t reset(std::string const& rule);

  /// Whether what the rules expect holds so far. As a condition it is true if it does; printed it says why not. The end
  /// of the server reports nothing any more after this, unless rules are added.
  verification verify() const;

  /// Completes with the oldest entry of `options::journal` that matches and was not handed out by this before, or with
  /// the next one that comes: each request is handed out once, to who came first of those for whom it matches.
  /// Requests that nobody takes wait in the journal until newer ones push them out. An entry comes at the decision,
  /// before any delay or fault.
  ///
  /// The handler gets `void(boost::system::error_code, journal_entry)` on its associated executor, else on that of the
  /// first context; never before this returns. Every kind of cancellation ends it with `operation_aborted` and takes
  /// no entry. So do `stop()` and the end of the server, if nothing in the journal matches. Throws `std::logic_error`
  /// when the server has no journal that keeps entries: see `options::journaled`.
  template <class CompletionToken>
  auto async_next_request(request_match match, CompletionToken&& token) {
    return boost::asio::async_initiate<CompletionToken, void(boost::system::error_code, journal_entry)>(
        start_next_request{inbox()}, token, std::move(match));
  }

  /// The same as an awaitable, which throws `boost::system::system_error` in place of an error.
  boost::asio::awaitable<journal_entry> next_request(request_match match = {});

 private:
  std::shared_ptr<request_inbox> inbox() const;

  class impl;
  std::shared_ptr<impl> impl_;
};

}  // namespace dataarts::mock

#endif
