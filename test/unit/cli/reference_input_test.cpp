#include "reference_input.hpp"

#include "temporary_file.hpp"
#include "usage_error.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <exception>

#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/stat.h>

namespace dataarts::cli {

BOOST_AUTO_TEST_SUITE(reference_inputs)

namespace {

using step = reference_input::step;

BOOST_AUTO_TEST_CASE(from_the_command_line) {
  boost::asio::io_context context;
  reference_input input(context.get_executor(), "s", {"i", "j"});
  BOOST_TEST(input.total()->count == 2U);
  BOOST_TEST(input.total()->exact);
  instance_ref ref;
  BOOST_TEST((input.take(ref) == step::reference));
  BOOST_TEST((ref == instance_ref("s", "i")));
  BOOST_TEST((input.take(ref) == step::reference));
  BOOST_TEST((ref == instance_ref("s", "j")));
  BOOST_TEST((input.take(ref) == step::end));
  BOOST_TEST((input.take(ref) == step::end));
}

BOOST_AUTO_TEST_CASE(from_a_file_with_an_estimate_of_its_length) {
  std::string content;
  for (int i = 0; i < 10'000; ++i) content += "{\"script\":\"s\",\"instance\":\"0123456789\"}\n";
  test::temporary_file const file(content);
  boost::asio::io_context context;
  reference_input input(context.get_executor(), file.path());
  instance_ref ref;
  BOOST_TEST(!input.total().has_value());
  BOOST_TEST((input.take(ref) == step::reference));
  BOOST_TEST(!input.total()->exact);
  BOOST_TEST(input.total()->count == 10'000U);
  while (input.take(ref) == step::reference) continue;
  BOOST_TEST(input.taken() == 10'000U);
  BOOST_TEST(input.total()->exact);
  BOOST_TEST(input.total()->count == 10'000U);
}

BOOST_AUTO_TEST_CASE(files_that_cannot_be_read) {
  boost::asio::io_context context;
  auto const refusal_of = [&context](std::string const& path) {
    try {
      reference_input const input(context.get_executor(), path);
    } catch (usage_error const& problem) {
      return std::string(problem.what());
    }
    return std::string("accepted");
  };
  BOOST_TEST(refusal_of("/nonexistent") == "--from: cannot open /nonexistent: No such file or directory");
  BOOST_TEST(refusal_of("/tmp") == "--from: /tmp is a directory; expected a file");
}

BOOST_AUTO_TEST_CASE(a_device_that_cannot_be_waited_for_is_read_at_once) {
  boost::asio::io_context context;
  reference_input input(context.get_executor(), "/dev/null");
  instance_ref ref;
  BOOST_TEST((input.take(ref) == step::wait));
  boost::asio::co_spawn(context, input.readable(), boost::asio::detached);
  context.poll();
  BOOST_TEST((input.take(ref) == step::end));
}

// A pipe with a name, removed at the end.
class named_pipe {
 public:
  named_pipe() : place_("") {
    ::unlink(place_.path().c_str());
    BOOST_REQUIRE(::mkfifo(place_.path().c_str(), 0600) == 0);
  }
  ~named_pipe() { close(); }

  /// Both ends, so that it does not wait for a reader.
  void open() { writer_ = ::open(place_.path().c_str(), O_RDWR | O_CLOEXEC); }

  void write(std::string_view text) const {
    BOOST_REQUIRE(::write(writer_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  }
  void close() {
    if (writer_ >= 0) ::close(writer_);
    writer_ = -1;
  }
  std::string const& path() const { return place_.path(); }

 private:
  test::temporary_file place_;
  int writer_ = -1;
};

BOOST_AUTO_TEST_CASE(a_pipe_is_waited_for_without_blocking) {
  named_pipe pipe;
  pipe.open();
  boost::asio::io_context context;
  reference_input input(context.get_executor(), pipe.path());
  instance_ref ref;
  BOOST_TEST((input.take(ref) == step::wait));
  BOOST_TEST((input.take(ref) == step::wait));
  BOOST_TEST(!input.total().has_value());

  bool readable = false;
  auto const start_wait = [&] {
    readable = false;
    boost::asio::co_spawn(context, input.readable(), [&readable](std::exception_ptr) { readable = true; });
    context.restart();
    context.poll();
  };
  start_wait();
  BOOST_TEST(!readable);
  pipe.write("{\"script\":\"s\",\"instance\":\"i\"}\n{\"script\":\"s\",");
  context.restart();
  context.run();
  BOOST_TEST(readable);
  BOOST_TEST((input.take(ref) == step::reference));
  BOOST_TEST((ref == instance_ref("s", "i")));
  BOOST_TEST((input.take(ref) == step::wait));

  pipe.write("\"instance\":\"j\"}\n");
  pipe.close();
  start_wait();
  BOOST_TEST(readable);
  BOOST_TEST((input.take(ref) == step::reference));
  BOOST_TEST((ref == instance_ref("s", "j")));
  BOOST_TEST((input.take(ref) == step::wait));
  start_wait();
  BOOST_TEST(readable);
  BOOST_TEST((input.take(ref) == step::end));
  BOOST_TEST(input.total()->count == 2U);
}

// One wait for more bytes; true if it ended by itself.
bool ends_a_wait(boost::asio::io_context& context, reference_input& input) {
  bool ended = false;
  boost::asio::co_spawn(context, input.readable(), [&ended](std::exception_ptr) { ended = true; });
  context.restart();
  context.poll();
  auto const by_itself = ended;
  input.cancel();
  context.restart();
  context.run();
  return by_itself;
}

BOOST_AUTO_TEST_CASE(a_named_pipe_waits_for_its_writer_without_blocking) {
  for (bool const something : {true, false}) {
    named_pipe pipe;
    boost::asio::io_context context;
    reference_input input(context.get_executor(), pipe.path());
    instance_ref ref;
    BOOST_TEST((input.take(ref) == step::wait));
    BOOST_TEST(!ends_a_wait(context, input));
    BOOST_TEST((input.take(ref) == step::wait));
    auto const writer = ::open(pipe.path().c_str(), O_WRONLY | O_CLOEXEC);
    BOOST_TEST(!ends_a_wait(context, input));
    BOOST_TEST((input.take(ref) == step::wait));
    std::string_view const text = something ? R"({"script":"s","instance":"i"})" : "";
    BOOST_TEST(::write(writer, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    ::close(writer);
    if (something) {
      BOOST_TEST(ends_a_wait(context, input));
      BOOST_TEST((input.take(ref) == step::wait));
    }
    BOOST_TEST(ends_a_wait(context, input));
    BOOST_TEST((input.take(ref) == (something ? step::reference : step::end)));
    BOOST_TEST((input.take(ref) == step::end));
  }
}

// Standard input is whatever the caller has put there, for as long as this exists.
class replaced_stdin {
 public:
  explicit replaced_stdin(int by) : kept_(::fcntl(0, F_DUPFD_CLOEXEC, 3)) {
    BOOST_REQUIRE(::dup2(by, 0) == 0);
    ::close(by);
  }
  ~replaced_stdin() {
    if (kept_ < 0) {
      ::close(0);
    } else {
      ::dup2(kept_, 0);
      ::close(kept_);
    }
  }

 private:
  int kept_;
};

BOOST_AUTO_TEST_CASE(a_non_blocking_descriptor_of_any_kind_is_waited_for) {
  replaced_stdin const input_is(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
  boost::asio::io_context context;
  reference_input input(context.get_executor(), "-");
  instance_ref ref;
  BOOST_TEST((input.take(ref) == step::wait));
  bool done = false;
  boost::asio::co_spawn(context, input.readable(), [&done](std::exception_ptr problem) { done = !problem; });
  context.poll();
  BOOST_TEST(!done);
  input.cancel();
  context.restart();
  context.run();
  BOOST_TEST(done);
}

BOOST_AUTO_TEST_CASE(a_named_pipe_as_standard_input_whose_writer_has_left) {
  named_pipe pipe;
  auto const reader = ::open(pipe.path().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  pipe.open();
  pipe.write("{\"script\":\"s\",\"instance\":\"i\"}\n");
  pipe.close();
  replaced_stdin const input_is(reader);
  boost::asio::io_context context;
  reference_input input(context.get_executor(), "-");
  instance_ref ref;
  BOOST_TEST((input.take(ref) == step::reference));
  BOOST_TEST((input.take(ref) == step::end));
}

BOOST_AUTO_TEST_CASE(a_wait_can_be_cancelled) {
  named_pipe pipe;
  pipe.open();
  boost::asio::io_context context;
  reference_input input(context.get_executor(), pipe.path());
  bool done = false;
  boost::asio::co_spawn(context, input.readable(), [&done](std::exception_ptr problem) { done = !problem; });
  context.poll();
  BOOST_TEST(!done);
  input.cancel();
  context.poll();
  BOOST_TEST(done);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli
