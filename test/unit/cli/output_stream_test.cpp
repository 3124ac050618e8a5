#include "output_stream.hpp"

#include "temporary_file.hpp"
#include "write_patience.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <chrono>
#include <csignal>
#include <memory>
#include <thread>

#include <fcntl.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace dataarts::cli {

BOOST_AUTO_TEST_SUITE(output_streams)

namespace {

void check_that_everything_is_written(apps::write_patience* patience) {
  std::array<int, 2> ends{};
  BOOST_REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
  BOOST_REQUIRE(::fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0);
  std::string const sent(1024 * 1024, 'x');
  std::string received;
  std::thread reader([&] {
    std::array<char, 4096> buffer{};
    for (ssize_t count = 0; (count = ::read(ends[0], buffer.data(), buffer.size())) > 0;) {
      received.append(buffer.data(), static_cast<std::size_t>(count));
    }
  });
  auto out = patience != nullptr ? apps::output_stream(ends[1], *patience) : apps::output_stream(ends[1]);
  auto text = sent;
  out.write(text);
  ::close(ends[1]);
  reader.join();
  ::close(ends[0]);
  BOOST_TEST(text.empty());
  BOOST_TEST(!out.broken());
  BOOST_TEST((received == sent));
}

BOOST_AUTO_TEST_CASE(writes_everything_also_into_a_full_non_blocking_pipe) {
  check_that_everything_is_written(nullptr);
  constexpr int nobody_asks = -1;
  apps::write_patience patience(nobody_asks);
  check_that_everything_is_written(&patience);
}

// A pipe, and an event that asks for the end.
class stalled_output {
 public:
  stalled_output() : stop_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    BOOST_REQUIRE(::pipe2(ends_.data(), O_CLOEXEC | O_NONBLOCK) == 0);
  }
  stalled_output(stalled_output const&) = delete;
  stalled_output& operator=(stalled_output const&) = delete;
  ~stalled_output() {
    for (auto const each : {ends_[0], ends_[1], stop_}) ::close(each);
  }

  void fill() const {
    std::string const page(4096, 'x');
    while (::write(ends_[1], page.data(), page.size()) > 0) continue;
    ::fcntl(ends_[1], F_SETFL, 0);  // as a program finds it
  }
  void ask_for_the_end() const { BOOST_REQUIRE(::eventfd_write(stop_, 1) == 0); }
  std::size_t take() const {
    std::string room(65536, '\0');
    auto const count = ::read(ends_[0], room.data(), room.size());
    return count < 0 ? 0 : static_cast<std::size_t>(count);
  }
  int descriptor() const noexcept { return ends_[1]; }
  int stop() const noexcept { return stop_; }

 private:
  std::array<int, 2> ends_{};
  int stop_;
};

// Each look at it is a step later.
struct stepping_clock {
  apps::write_patience::time_point operator()() { return *at += step; }

  std::chrono::milliseconds step;
  std::shared_ptr<apps::write_patience::time_point> at = std::make_shared<apps::write_patience::time_point>();
};

BOOST_AUTO_TEST_CASE(gives_up_when_the_end_is_asked_for_and_nobody_reads) {
  stalled_output const pipe;
  pipe.fill();
  pipe.ask_for_the_end();
  apps::write_patience patience(pipe.stop(), stepping_clock{apps::write_patience::grace});
  apps::output_stream out(pipe.descriptor(), patience);
  std::string text = "lost";
  out.write(text);
  BOOST_TEST(text.empty());
  BOOST_TEST(out.broken());
  BOOST_TEST(!out.reader_gone());
  BOOST_TEST(out.problem() == "its reader takes nothing");
}

BOOST_AUTO_TEST_CASE(waits_for_the_grace_and_no_longer) {
  stalled_output const pipe;
  pipe.fill();
  pipe.ask_for_the_end();
  // It begins at 999 ms and ends at 1999 ms: one millisecond is waited in earnest, and then no more.
  stepping_clock const time{apps::write_patience::grace - std::chrono::milliseconds(1)};
  apps::write_patience patience(pipe.stop(), time);
  BOOST_TEST(!patience.wait_for(pipe.descriptor()));
  BOOST_TEST((*time.at == apps::write_patience::time_point() + 3 * time.step));
}

BOOST_AUTO_TEST_CASE(what_is_taken_at_once_is_written_also_after_the_grace) {
  stalled_output const stalled;
  stalled_output const other;
  stalled.fill();
  stalled.ask_for_the_end();
  apps::write_patience patience(stalled.stop(), stepping_clock{apps::write_patience::grace});
  apps::output_stream out(stalled.descriptor(), patience);
  apps::output_stream errors(other.descriptor(), patience);
  std::string text = "lost";
  out.write(text);
  BOOST_TEST(out.broken());
  std::string words(10'000, 'w');
  errors.write(words);
  BOOST_TEST(!errors.broken());
  BOOST_TEST(other.take() == 10'000U);
}

BOOST_AUTO_TEST_CASE(a_file_takes_everything_at_once) {
  test::temporary_file const file("");
  auto const descriptor = ::open(file.path().c_str(), O_RDWR | O_CLOEXEC);
  stalled_output const pipe;
  pipe.ask_for_the_end();
  apps::write_patience patience(pipe.stop());
  apps::output_stream out(descriptor, patience);
  std::string text(1024 * 1024, 'x');
  out.write(text);
  BOOST_TEST(!out.broken());
  BOOST_TEST(::lseek(descriptor, 0, SEEK_END) == 1024 * 1024);
  ::close(descriptor);
}

BOOST_AUTO_TEST_CASE(remembers_that_the_reader_went_away) {
  auto* const before = std::signal(SIGPIPE, SIG_IGN);
  std::array<int, 2> ends{};
  BOOST_REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
  ::close(ends[0]);
  apps::output_stream out(ends[1]);
  std::string text = "lost";
  out.write(text);
  BOOST_TEST(text.empty());
  BOOST_TEST(out.broken());
  BOOST_TEST(out.reader_gone());
  ::close(ends[1]);
  std::signal(SIGPIPE, before);
}

BOOST_AUTO_TEST_CASE(remembers_that_the_device_is_full) {
  auto const full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  BOOST_REQUIRE(full >= 0);
  apps::output_stream out(full);
  std::string text = "lost";
  out.write(text);
  BOOST_TEST(out.broken());
  BOOST_TEST(!out.reader_gone());
  BOOST_TEST(out.problem() == "No space left on device");
  ::close(full);
}

BOOST_AUTO_TEST_CASE(a_descriptor_for_reading_is_no_output) {
  auto const null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  BOOST_REQUIRE(null >= 0);
  apps::output_stream out(null);
  std::string text = "lost";
  out.write(text);
  BOOST_TEST(out.broken());
  BOOST_TEST(!out.reader_gone());
  BOOST_TEST(out.problem() == "it is not open for writing");
  ::close(null);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli
