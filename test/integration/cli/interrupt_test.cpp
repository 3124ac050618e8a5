#include "../../unit/cli/temporary_file.hpp"
#include "program.hpp"
#include "scripted_service.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <csignal>

#include <sys/stat.h>
#include <unistd.h>

namespace dataarts::cli::test {

BOOST_AUTO_TEST_SUITE(interrupts)

namespace {

BOOST_AUTO_TEST_CASE(what_is_known_is_printed_and_the_array_closed) {
  for (int const number : {SIGINT, SIGTERM}) {
    scripted_service service;
    // Two at once: "c" is answered when "hang-2" has been asked for, and waits for "hang-1" to be printed.
    program run(DATAARTS_PROGRAM,
                {"query", "--output", "json", "--concurrency", "2", "s", "a", "hang-1", "c", "hang-2", "e"},
                for_endpoint(service.url()));
    service.wait_for_request("/hang-2");
    run.signal(number);
    BOOST_TEST(run.wait() == 130);
    BOOST_TEST(run.out() ==
               "[\n{\"script\":\"s\",\"instance\":\"a\",\"status\":\"FINISHED\"},\n"
               "{\"script\":\"s\",\"instance\":\"c\",\"status\":\"FINISHED\"}\n]\n");
    BOOST_TEST(run.error() == "dataarts: interrupted: 2 answered, 2 cancelled\n");
  }
}

BOOST_AUTO_TEST_CASE(while_waiting_for_input) {
  scripted_service service;
  auto options = for_endpoint(service.url());
  options.keep_input_open = true;
  program run(DATAARTS_PROGRAM, {"query", "--from", "-", "--output", "jsonl"}, options);
  run.write_input("{\"script\":\"s\",\"instance\":\"a\"}\n");
  run.wait_for_output("\"a\"");
  run.signal(SIGINT);
  BOOST_TEST(run.wait() == 130);
  BOOST_TEST(lines_of(run.out()).size() == 1U);
  BOOST_TEST(run.error() == "dataarts: interrupted: 1 answered, 0 cancelled\n");
}

BOOST_AUTO_TEST_CASE(while_a_named_pipe_has_no_writer) {
  scripted_service service;
  temporary_file const place("");
  ::unlink(place.path().c_str());
  BOOST_REQUIRE(::mkfifo(place.path().c_str(), 0600) == 0);
  program run(DATAARTS_PROGRAM, {"query", "--from", place.path(), "--output", "json"}, for_endpoint(service.url()));
  run.wait_until_it_catches(SIGTERM);
  run.signal(SIGTERM);
  BOOST_TEST(run.wait() == 130);
  BOOST_TEST(run.out() == "[]\n");
  BOOST_TEST(run.error() == "dataarts: interrupted: 0 answered, 0 cancelled\n");
}

BOOST_AUTO_TEST_CASE(one_signal_ends_a_program_whose_reader_is_stalled) {
  for (int const number : {SIGINT, SIGTERM}) {
    scripted_service service;
    std::vector<std::string> arguments{"query", "--output", "jsonl", "s"};
    for (int i = 0; i < 64; ++i) arguments.push_back("large-" + std::to_string(i));
    auto options = for_endpoint(service.url());
    options.output_pipe_is_small = true;
    program run(DATAARTS_PROGRAM, arguments, options);
    run.wait_until_output_is_full();
    run.signal(number);
    run.wait_for_end();
    BOOST_TEST(run.wait() == 130);
    auto const lines = lines_of(run.error());
    BOOST_REQUIRE(lines.size() == 2U);
    BOOST_TEST(lines[0] == "dataarts: cannot write to standard output: its reader takes nothing");
    BOOST_TEST(lines[1].find("dataarts: interrupted: ") == 0U);
  }
}

BOOST_AUTO_TEST_CASE(the_second_signal_ends_a_program_that_cannot_write) {
  scripted_service service;
  std::vector<std::string> arguments{"query", "--output", "jsonl", "s"};
  for (int i = 0; i < 64; ++i) arguments.push_back("large-" + std::to_string(i));
  auto options = for_endpoint(service.url());
  options.output_pipe_is_small = true;  // the first answer is larger than that
  program run(DATAARTS_PROGRAM, arguments, options);
  run.wait_until_output_is_full();
  // Two different ones, so that the second cannot be taken for the first.
  run.signal(SIGINT);
  run.signal(SIGTERM);
  BOOST_TEST(run.wait() == 130);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli::test
