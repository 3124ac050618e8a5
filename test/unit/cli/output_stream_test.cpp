#include "output_stream.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <csignal>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

namespace dataarts::cli {
namespace {

BOOST_AUTO_TEST_SUITE(output_streams)

BOOST_AUTO_TEST_CASE(writes_everything_also_into_a_full_non_blocking_pipe) {
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
  output_stream out(ends[1]);
  auto text = sent;
  out.write(text);
  ::close(ends[1]);
  reader.join();
  ::close(ends[0]);
  BOOST_TEST(text.empty());
  BOOST_TEST(!out.broken());
  BOOST_TEST((received == sent));
}

BOOST_AUTO_TEST_CASE(remembers_that_the_reader_went_away) {
  auto* const before = std::signal(SIGPIPE, SIG_IGN);
  std::array<int, 2> ends{};
  BOOST_REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
  ::close(ends[0]);
  output_stream out(ends[1]);
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
  output_stream out(full);
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
  output_stream out(null);
  std::string text = "lost";
  out.write(text);
  BOOST_TEST(out.broken());
  BOOST_TEST(!out.reader_gone());
  BOOST_TEST(out.problem() == "it is not open for writing");
  ::close(null);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace dataarts::cli
