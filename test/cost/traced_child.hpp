#ifndef DATAARTS_TEST_COST_TRACED_CHILD_HPP
#define DATAARTS_TEST_COST_TRACED_CHILD_HPP

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <functional>

/// A system call that a traced process has just entered.
struct entered_call {
  pid_t process;
  std::uint64_t number;
  std::array<std::uint64_t, 6> arguments;
};

/// How a traced process came to its end.
struct traced_end {
  bool permitted = false;  ///< false: this process may not trace, nothing was run
  int exit_code = -1;      ///< -1: killed by a signal
};

/// Runs `body` in a forked child under ptrace; its return value is the child's exit code. `on_call` is called in this
/// process for every system call of every thread of the child, after the child went on into the call.
traced_end run_traced(std::function<int()> const& body, std::function<void(entered_call const&)> const& on_call);

/// Waits until the process sleeps inside the call that it entered, or has left it. True if it sleeps.
bool wait_until_asleep(pid_t process);

#endif
