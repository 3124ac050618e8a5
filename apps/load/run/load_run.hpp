#ifndef DATAARTS_LOAD_RUN_LOAD_RUN_HPP
#define DATAARTS_LOAD_RUN_LOAD_RUN_HPP

#include "plan/plan.hpp"
#include "result/result.hpp"
#include "run/request_source.hpp"

#include <dataarts/client_config.hpp>

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace dataarts::load {

struct run_settings {
  load::plan plan;
  load::shard shard;
  std::string label;        ///< for the result
  client_config client;     ///< endpoint, project, credentials, TLS; what the plan decides is left aside
  std::size_t threads = 1;  ///< 0: everything on the caller's context, for tests on virtual time
  std::optional<std::chrono::system_clock::time_point> start_at;  ///< of the plan's time 0; unset: when all is ready

  bool stays = false;  ///< keeps the connections at the end, for `carry_out`

  /// Makes the source of one worker, for its part of the whole plan. Unset: that of the plan, `plan_source`.
  std::function<std::unique_ptr<request_source>(load::shard part)> source;
};

/// Is told how a run goes, on the thread of its context.
class run_listener {
 public:
  run_listener() = default;
  run_listener(run_listener const&) = delete;
  run_listener& operator=(run_listener const&) = delete;
  virtual ~run_listener() = default;

  /// The connections are open that could be opened; the load begins at `start`.
  virtual void on_ready(std::size_t connections, std::chrono::system_clock::time_point start) = 0;

  /// A second is over. `so_far` is the same object each time, valid and up to date as long as the run exists; the
  /// others are valid until this returns.
  virtual void on_interval(interval const& summary, measurement const& whole, result const& so_far) = 0;

  /// As asked for by `load_run::open`: so many connections are open.
  virtual void on_open(std::size_t) {}

  /// Everything has ended.
  virtual void on_end(result const& whole) = 0;

  /// Nothing was sent: no connection could be made.
  virtual void on_unreachable(failure const& why) = 0;
};

/// Carries out a plan on threads of its own.
///
/// It is used on the thread that runs `context`. That one does little: it adds up what the threads saw.
class load_run {
 public:
  /// Throws as the constructor of `client`, and `std::system_error` if there can be no thread.
  load_run(boost::asio::io_context& context, run_settings settings, run_listener& listener);

  /// Stops and waits for the threads.
  ~load_run();
  load_run(load_run const&) = delete;
  load_run& operator=(load_run const&) = delete;

  /// Opens the connections, then begins. `on_end` or `on_unreachable` follows. Keeps the context running until then.
  /// What a thread throws, such as `std::bad_alloc`, is thrown from the context's `run`.
  void start();

  /// Opens the connections only. `on_open` or `on_unreachable` follows.
  void open();

  /// Carries out another plan over the same connections, after `on_open` or, with `run_settings::stays`, after `on_end`
  /// has returned. Model, connections and users have to be those of the settings; requests are numbered from
  /// `first_number`. What `on_end` tells is this plan's alone.
  void carry_out(load::plan plan, std::uint64_t first_number = 0);

  /// Plans nothing any more, and lets what is under way come to its end; `on_end` follows. Connections that are still
  /// being opened are given up.
  void stop(end_reason why);

  /// Gives up what is under way, too. It counts as cancelled.
  void give_up();

 private:
  class impl;
  std::shared_ptr<impl> impl_;
};

}  // namespace dataarts::load

#endif
