#include "program.hpp"

#include <boost/json/parse.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace dataarts::cli::test {
namespace {

constexpr int limit_milliseconds = 60'000;

[[noreturn]] void fail(char const* what) { throw std::system_error(errno, std::generic_category(), what); }

struct descriptor_pair {
  int read = -1;
  int write = -1;
};

descriptor_pair make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe2");
  return {ends[0], ends[1]};
}

descriptor_pair make_terminal(program_options const& options) {
  winsize size{};
  size.ws_col = options.columns;
  size.ws_row = options.lines;
  descriptor_pair made;
  if (::openpty(&made.read, &made.write, nullptr, nullptr, &size) != 0) fail("openpty");
  ::fcntl(made.read, F_SETFD, FD_CLOEXEC);
  ::fcntl(made.write, F_SETFD, FD_CLOEXEC);
  return made;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> made;
  for (auto& text : texts) made.push_back(text.data());
  made.push_back(nullptr);
  return made;
}

}  // namespace

program::program(std::string const& path, std::vector<std::string> const& arguments, program_options const& options) {
  std::vector<std::string> argument_texts{path};
  argument_texts.insert(argument_texts.end(), arguments.begin(), arguments.end());
  auto const* const search_path = std::getenv("PATH");
  std::vector<std::string> variable_texts{std::string("PATH=") + (search_path != nullptr ? search_path : "")};
  for (auto const& [name, value] : options.environment) {
    variable_texts.push_back(name);
    variable_texts.back().append(1, '=').append(value);
  }
  auto const argument_pointers = pointers_to(argument_texts);
  auto const variable_pointers = pointers_to(variable_texts);

  auto const input = make_pipe();
  descriptor_pair output;
  if (!options.output_file.empty()) {
    output.write = ::open(options.output_file.c_str(), O_WRONLY | O_CLOEXEC);
    if (output.write < 0) fail("open");
  } else {
    output = options.output_is_terminal ? make_terminal(options) : make_pipe();
  }
  if (options.output_pipe_is_small) ::fcntl(output.read, F_SETPIPE_SZ, 1);  // the system makes it a page
  if (options.output_has_no_reader) close(output.read);
  auto const errors = options.errors_are_terminal ? make_terminal(options) : make_pipe();

  std::signal(SIGPIPE, SIG_IGN);  // a program that ended early is seen by its exit code
  auto const parent = ::getpid();
  pid_ = ::fork();
  if (pid_ < 0) fail("fork");
  if (pid_ == 0) {
    // Only calls that are safe between fork and exec.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(127);
    // A shell starts its background jobs with some of them ignored.
    for (auto const number : {SIGPIPE, SIGINT, SIGTERM}) ::signal(number, SIG_DFL);
    ::dup2(input.read, STDIN_FILENO);
    ::dup2(output.write, STDOUT_FILENO);
    ::dup2(errors.write, STDERR_FILENO);
    for (auto const descriptor : options.closed) ::close(descriptor);
    ::execve(path.c_str(), argument_pointers.data(), variable_pointers.data());
    ::_exit(127);
  }
  ::close(input.read);
  ::close(output.write);
  ::close(errors.write);
  input_ = input.write;
  out_.descriptor = output.read;
  error_.descriptor = errors.read;
  if (!options.keep_input_open) close_input();
}

program::~program() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  close(input_);
  close(out_.descriptor);
  close(error_.descriptor);
}

void program::close(int& descriptor) {
  if (descriptor >= 0) ::close(descriptor);
  descriptor = -1;
}

void program::write_input(std::string_view text) const {
  while (!text.empty()) {
    auto const written = ::write(input_, text.data(), text.size());
    if (written < 0) fail("write to the program");
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

void program::close_input() { close(input_); }

void program::close_output() { close(out_.descriptor); }

void program::signal(int number) const {
  if (::kill(pid_, number) != 0) fail("kill");
}

void program::wait_for(stream& where, std::string_view text) {
  while (where.text.find(text) == std::string::npos) {
    if (!read_some()) {
      throw std::runtime_error("the program ended before it wrote \"" + std::string(text) +
                               "\"; it wrote: " + out_.text + error_.text);
    }
  }
}

void program::wait_until_output_is_full() const {
  auto const capacity = ::fcntl(out_.descriptor, F_GETPIPE_SZ);
  int held = 0;
  for (int waited = 0; held < capacity; ++waited) {
    if (waited > limit_milliseconds) throw std::runtime_error("the program did not fill its output in a minute");
    // There is no event for a pipe that became full; the error stream is quiet meanwhile.
    pollfd quiet{error_.descriptor, POLLIN, 0};
    ::poll(&quiet, 1, 1);
    if (::ioctl(out_.descriptor, FIONREAD, &held) != 0) fail("FIONREAD");
  }
}

void program::wait_until_it_catches(int number) const {
  auto const status_file = "/proc/" + std::to_string(pid_) + "/status";
  for (int waited = 0; waited <= limit_milliseconds; ++waited) {
    std::ifstream status(status_file);
    for (std::string line; std::getline(status, line);) {
      if (!line.starts_with("SigCgt:")) continue;
      auto const caught = std::stoull(line.substr(line.find_first_not_of(" \t", line.find(':') + 1)), nullptr, 16);
      if ((caught >> static_cast<unsigned>(number - 1) & 1U) != 0) return;
    }
    ::poll(nullptr, 0, 1);  // there is no event for that
  }
  throw std::runtime_error("the program did not catch the signal in a minute");
}

void program::wait_for_end() const {
  pollfd ended{static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)), POLLIN, 0};
  if (ended.fd < 0) fail("pidfd_open");
  auto const ready = ::poll(&ended, 1, limit_milliseconds);
  ::close(ended.fd);
  if (ready != 1) throw std::runtime_error("the program did not end in a minute");
}

void program::feed(std::string text) {
  to_write_ = std::move(text);
  ::fcntl(input_, F_SETFL, O_NONBLOCK);
  write_some();
}

void program::write_some() {
  auto const written = ::write(input_, to_write_.data(), to_write_.size());
  if (written < 0 && errno == EAGAIN) return;
  to_write_.erase(0, written < 0 ? std::string::npos : static_cast<std::size_t>(written));  // it may have ended
  if (to_write_.empty()) close_input();
}

// False when both streams have ended.
bool program::read_some() {
  auto const writable = to_write_.empty() ? -1 : input_;
  std::array<pollfd, 3> waits{{{out_.descriptor, POLLIN, 0}, {error_.descriptor, POLLIN, 0}, {writable, POLLOUT, 0}}};
  if (out_.descriptor < 0 && error_.descriptor < 0) return false;
  auto const ready = ::poll(waits.data(), waits.size(), limit_milliseconds);
  if (ready == 0) throw std::runtime_error("the program was silent for a minute; it wrote: " + out_.text + error_.text);
  if (waits[2].revents != 0) write_some();
  std::array<stream*, 2> const streams{&out_, &error_};
  for (std::size_t i = 0; i < streams.size(); ++i) {
    if (waits[i].revents == 0) continue;
    std::array<char, 65536> buffer;
    auto const count = ::read(streams[i]->descriptor, buffer.data(), buffer.size());
    if (count > 0) {
      streams[i]->text.append(buffer.data(), static_cast<std::size_t>(count));
    } else {
      close(streams[i]->descriptor);  // a terminal says EIO when the program is gone
    }
  }
  return true;
}

int program::wait() {
  while (read_some()) continue;
  int status = 0;
  rusage usage{};
  if (::wait4(pid_, &status, 0, &usage) != pid_) fail("wait4");
  pid_ = -1;
  peak_memory_ = usage.ru_maxrss;
  constexpr int by_signal = 1000;
  return WIFEXITED(status) ? WEXITSTATUS(status) : by_signal + WTERMSIG(status);
}

mock_program::mock_program(std::vector<std::string> const& arguments, program_options const& options)
    : program_(DATAARTS_MOCK_PROGRAM, arguments, options) {
  program_.wait_for_output("\n");
  url_ = boost::json::parse(lines_of(program_.out()).front()).at("url").as_string().c_str();
}

program_options for_endpoint(std::string const& url) {
  program_options made;
  made.environment["DATAARTS_ENDPOINT"] = url;
  made.environment["DATAARTS_PROJECT_ID"] = "b384b9e9ab9b4ee8994c8633aabc9505";
  return made;
}

outcome run_dataarts(std::vector<std::string> const& arguments, program_options const& options,
                     std::string_view input) {
  auto given = options;
  given.keep_input_open = true;
  program run(DATAARTS_PROGRAM, arguments, given);
  run.feed(std::string(input));
  outcome made;
  made.code = run.wait();
  made.out = run.out();
  made.error = run.error();
  return made;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    auto const end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace dataarts::cli::test
