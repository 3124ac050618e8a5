#include "lifetime.hpp"

#include "choice_option.hpp"
#include "usage_error.hpp"

#include <parse_duration.hpp>

#include <boost/asio/post.hpp>

#include <cerrno>
#include <system_error>
#include <utility>

#include <sys/syscall.h>
#include <unistd.h>

namespace dataarts::mock::program {
namespace {

constexpr std::string_view orphaned = "the parent process has ended (--exit-with-parent)";

}  // namespace

lifetime_settings read_lifetime_options(option_values const& given) {
  lifetime_settings made;
  if (auto const* text = given.find("--ttl")) {
    made.most = common::parse_duration(*text);
    if (!made.most || *made.most == std::chrono::nanoseconds::zero()) {
      throw usage_error("--ttl is '" + *text + R"('; it has to be a duration, such as "90s" or "10m")");
    }
  }
  if (auto const* text = given.find("--exit-with-parent")) made.with_parent = parse_switch("--exit-with-parent", *text);
  return made;
}

lifetime::lifetime(boost::asio::io_context& context, lifetime_settings const& given, ::pid_t parent,
                   std::function<void(std::string_view)> end)
    : end_(std::move(end)), timer_(context), parent_(context) {
  if (given.most) {
    timer_.expires_after(std::chrono::duration_cast<std::chrono::steady_clock::duration>(*given.most));
    timer_.async_wait([this](boost::system::error_code error) {
      if (!error) this->end("its time is over (--ttl)");
    });
  }
  if (given.with_parent) watch(parent);
}

// By a descriptor of the process: the signal that the system can send instead comes when the thread ends that started
// the program, which may be long before the process.
void lifetime::watch(::pid_t parent) {
  auto const descriptor = static_cast<int>(::syscall(SYS_pidfd_open, parent, 0U));
  if (descriptor < 0 && errno != ESRCH) {
    throw std::system_error(errno, std::generic_category(), "cannot watch the parent process (--exit-with-parent)");
  }
  if (descriptor >= 0) parent_.assign(descriptor);
  if (descriptor < 0 || ::getppid() != parent) {
    // Gone before it could be watched; the descriptor may be that of another process with its number.
    timer_.expires_after(std::chrono::steady_clock::duration::zero());
    timer_.async_wait([this](boost::system::error_code error) {
      if (!error) this->end(orphaned);
    });
    return;
  }
  parent_.async_wait(boost::asio::posix::stream_descriptor::wait_read, [this](boost::system::error_code error) {
    if (!error) this->end(orphaned);
  });
}

void lifetime::end(std::string_view why) {
  boost::system::error_code ignored;
  timer_.cancel(ignored);
  if (parent_.is_open()) parent_.close(ignored);
  if (auto const told = std::exchange(end_, nullptr)) told(why);
}

}  // namespace dataarts::mock::program
