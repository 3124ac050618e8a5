#include "traced_child.hpp"

#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <exception>
#include <fstream>
#include <iostream>
#include <string>
#include <system_error>

namespace {

constexpr int not_permitted = 77;
// With PTRACE_O_TRACESYSGOOD a stop at a system call can be told from a stop by a signal.
constexpr int syscall_stop = SIGTRAP | 0x80;

[[noreturn]] void run_child(std::function<int()> const& body) {
  if (::ptrace(PTRACE_TRACEME, 0, 0L, 0L) != 0) ::_exit(not_permitted);
  // The test framework's handlers would go on with the tests, in the copy.
  for (int const signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT}) ::signal(signal, SIG_DFL);
  ::raise(SIGSTOP);
  int exit_code = 1;
  try {
    exit_code = body();
  } catch (std::exception const& error) {
    std::cerr << "in the traced child: " << error.what() << std::endl;
  }
  // Not exit: the child is a copy of a test program and must not report as one.
  ::_exit(exit_code);
}

pid_t wait_for(pid_t process, int& status) {
  for (;;) {
    pid_t const stopped = ::waitpid(process, &status, __WALL);
    if (stopped >= 0) return stopped;
    if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "waitpid");
  }
}

void go_on(pid_t process, int signal) { ::ptrace(PTRACE_SYSCALL, process, 0L, static_cast<long>(signal)); }

bool read_entry(pid_t process, entered_call& call) {
  __ptrace_syscall_info info{};
  long const size = ::ptrace(PTRACE_GET_SYSCALL_INFO, process, sizeof info, &info);
  if (size <= 0 || info.op != PTRACE_SYSCALL_INFO_ENTRY) return false;
  call.process = process;
  call.number = info.entry.nr;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) call.arguments[i] = info.entry.args[i];
  return true;
}

}  // namespace

traced_end run_traced(std::function<int()> const& body, std::function<void(entered_call const&)> const& on_call) {
  pid_t const child = ::fork();
  if (child < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (child == 0) run_child(body);

  int status = 0;
  wait_for(child, status);
  if (WIFEXITED(status)) {
    traced_end end;
    end.permitted = WEXITSTATUS(status) != not_permitted;
    end.exit_code = WEXITSTATUS(status);
    return end;
  }
  long const options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL;
  ::ptrace(PTRACE_SETOPTIONS, child, 0L, options);
  go_on(child, 0);

  for (;;) {
    pid_t const stopped = wait_for(-1, status);
    if (WIFSTOPPED(status)) {
      int const signal = WSTOPSIG(status);
      entered_call call{};
      bool const entered = signal == syscall_stop && read_entry(stopped, call);
      // Stops of the tracer's own making carry no signal for the child.
      bool const own = signal == syscall_stop || signal == SIGTRAP || signal == SIGSTOP;
      go_on(stopped, own ? 0 : signal);
      if (entered) on_call(call);
    } else if (stopped == child) {
      traced_end end;
      end.permitted = true;
      end.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
      return end;
    }
  }
}

bool wait_until_asleep(pid_t process) {
  for (;;) {
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string line;
    std::getline(file, line);
    auto const name_end = line.rfind(") ");
    if (name_end == std::string::npos) return false;
    char const state = line[name_end + 2];
    if (state == 'S') return true;
    if (state != 'R') return false;
  }
}
