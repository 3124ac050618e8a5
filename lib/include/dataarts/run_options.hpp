#ifndef DATAARTS_RUN_OPTIONS_HPP
#define DATAARTS_RUN_OPTIONS_HPP

#include <dataarts/call_options.hpp>
#include <dataarts/instance_ref.hpp>
#include <dataarts/poll_options.hpp>
#include <dataarts/script_instance.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <utility>

namespace dataarts {

/// Options of `client::run`.
class run_options {
 public:
  run_options() = default;

  /// How to wait for the end of the run. The deadline counts from its start.
  run_options& poll(poll_options value) {
    poll_ = std::move(value);
    return *this;
  }
  poll_options const& poll() const noexcept { return poll_; }

  /// Options of the request that starts the run.
  run_options& start(call_options value) noexcept {
    start_ = std::move(value);
    return *this;
  }
  call_options const& start() const noexcept { return start_; }

  /// If the operation is cancelled, or its deadline passes, while the run goes on, the run is stopped. Default: it goes
  /// on. A client that is closed stops nothing.
  run_options& stop_when_cancelled(bool value) noexcept {
    stop_when_cancelled_ = value;
    return *this;
  }
  bool stop_when_cancelled() const noexcept { return stop_when_cancelled_; }

  /// The time for that. Default 10 s.
  run_options& stop_timeout(std::chrono::nanoseconds value) noexcept {
    stop_timeout_ = value;
    return *this;
  }
  std::chrono::nanoseconds stop_timeout() const noexcept { return stop_timeout_; }

  /// Is told which run was started, on the executor of the operation. Must not throw.
  run_options& on_start(std::function<void(instance_ref const&)> value) {
    on_start_ = value ? std::make_shared<std::function<void(instance_ref const&)> const>(std::move(value)) : nullptr;
    return *this;
  }
  /// Null: nobody is told.
  std::shared_ptr<std::function<void(instance_ref const&)> const> const& on_start() const noexcept { return on_start_; }

 private:
  poll_options poll_;
  call_options start_;
  bool stop_when_cancelled_ = false;
  std::chrono::nanoseconds stop_timeout_ = std::chrono::seconds(10);
  std::shared_ptr<std::function<void(instance_ref const&)> const> on_start_;
};

/// A run that is over.
class finished_run {
 public:
  finished_run(instance_ref ref, script_instance instance) : ref_(std::move(ref)), instance_(std::move(instance)) {}

  instance_ref const& ref() const noexcept { return ref_; }
  script_instance const& instance() const noexcept { return instance_; }

 private:
  instance_ref ref_;
  script_instance instance_;
};

}  // namespace dataarts

#endif
