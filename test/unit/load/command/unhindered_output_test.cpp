#include "command/unhindered_output.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

BOOST_AUTO_TEST_SUITE(load_unhindered_output)

namespace {

using dataarts::load::unhindered_output;
constexpr std::chrono::milliseconds no_time{0};

// Two ends, the second of which is written to and blocks as those of a shell do.
struct ends {
  ~ends() {
    for (auto const each : both) {
      if (each >= 0) ::close(each);
    }
  }
  int in() const { return both[0]; }
  int out() const { return both[1]; }

  std::array<int, 2> both{-1, -1};
};

ends pipe_ends() {
  ends made;
  BOOST_REQUIRE(::pipe2(made.both.data(), O_CLOEXEC) == 0);
  return made;
}

ends socket_ends() {
  ends made;
  BOOST_REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, made.both.data()) == 0);
  return made;
}

// A terminal that hands through what is written as it is.
ends terminal_ends() {
  ends made;
  made.both[0] = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  BOOST_REQUIRE(made.in() >= 0);
  BOOST_REQUIRE(::unlockpt(made.in()) == 0);
  BOOST_REQUIRE(::grantpt(made.in()) == 0);
  std::array<char, 64> name{};
  BOOST_REQUIRE(::ptsname_r(made.in(), name.data(), name.size()) == 0);
  made.both[1] = ::open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC);
  BOOST_REQUIRE(made.out() >= 0);
  termios how{};
  BOOST_REQUIRE(::tcgetattr(made.out(), &how) == 0);
  ::cfmakeraw(&how);
  BOOST_REQUIRE(::tcsetattr(made.out(), TCSANOW, &how) == 0);
  return made;
}

std::string read_piece(ends const& of) {
  constexpr int longest_wait = 10'000;
  pollfd readable{of.in(), POLLIN, 0};
  BOOST_REQUIRE(::poll(&readable, 1, longest_wait) == 1);
  std::array<char, 4096> piece{};
  auto const count = ::read(of.in(), piece.data(), piece.size());
  BOOST_REQUIRE(count > 0);
  return {piece.data(), static_cast<std::size_t>(count)};
}

// What comes, the text `last` included.
std::string read_up_to(std::string_view last, ends const& of, unhindered_output& out) {
  std::string received;
  while (!received.ends_with(last)) {
    received += read_piece(of);
    out.flush();
  }
  return received;
}

// Everything that is offered until no more fits, and one line more, arrives whole and in order; none of it waits.
void check_that_nothing_waits(ends const& of) {
  unhindered_output out(of.out());
  std::string expected;
  for (int i = 0;; ++i) {
    // Of no size that fills a buffer exactly: there is room at last, but not for all of it.
    auto const text = std::to_string(i) + std::string(997, 'x');
    if (!out.offer(text)) break;
    expected += text;
  }
  BOOST_TEST(expected.size() > 997U);
  out.keep("the end");
  expected += "the end";
  auto const received = read_up_to("the end", of, out);
  BOOST_TEST((received == expected));
  BOOST_TEST(out.flush());
  // The descriptor, which others share, waits as before.
  BOOST_TEST((::fcntl(of.out(), F_GETFL) & O_NONBLOCK) == 0);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_full_pipe_holds_nothing_up) { check_that_nothing_waits(pipe_ends()); }

BOOST_AUTO_TEST_CASE(a_terminal_that_is_not_read_holds_nothing_up) { check_that_nothing_waits(terminal_ends()); }

BOOST_AUTO_TEST_CASE(a_full_socket_holds_nothing_up) { check_that_nothing_waits(socket_ends()); }

BOOST_AUTO_TEST_CASE(what_nobody_takes_does_not_fill_the_memory) {
  auto const of = pipe_ends();
  unhindered_output out(of.out());
  while (out.offer(std::string(997, 'x'))) continue;
  // It has to end, however much is kept: the last ones are left out.
  std::string const line(1000, 'y');
  for (int i = 0; i < 1000; ++i) out.keep(line);
  std::string received;
  while (!out.flush()) received += read_piece(of);
  out.keep("the end");
  received += read_up_to("the end", of, out);
  auto const kept = static_cast<std::size_t>(std::count(received.begin(), received.end(), 'y'));
  BOOST_TEST(kept % line.size() == 0U);
  BOOST_TEST(kept >= unhindered_output::most_kept - line.size());
  BOOST_TEST(kept <= unhindered_output::most_kept + line.size());
}

BOOST_AUTO_TEST_CASE(what_is_discarded_is_not_written) {
  auto const of = pipe_ends();
  unhindered_output out(of.out());
  while (out.offer(std::string(997, 'x'))) continue;
  out.keep("not this");
  out.discard();
  out.keep("but this");
  auto const received = read_up_to("but this", of, out);
  BOOST_TEST(received.find("not this") == std::string::npos);
}

// Not of a terminal, which makes room by itself when the system gets round to it.
BOOST_AUTO_TEST_CASE(patience_has_an_end) {
  auto const of = pipe_ends();
  unhindered_output out(of.out());
  while (out.offer(std::string(997, 'x'))) continue;
  BOOST_TEST(!out.flush());
  BOOST_TEST(!out.flush_within(no_time));
  std::array<char, 65'536> all{};
  BOOST_TEST(::read(of.in(), all.data(), all.size()) > 997);
  BOOST_TEST(out.flush_within(no_time));
}

BOOST_AUTO_TEST_CASE(a_reader_that_is_gone_takes_everything) {
  auto* const before = std::signal(SIGPIPE, SIG_IGN);
  auto of = pipe_ends();
  ::close(std::exchange(of.both[0], -1));
  unhindered_output out(of.out());
  BOOST_TEST(out.offer("x"));
  BOOST_TEST(out.flush());
  std::signal(SIGPIPE, before);
}

BOOST_AUTO_TEST_SUITE_END()
