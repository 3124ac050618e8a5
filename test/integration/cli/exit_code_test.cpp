#include "program.hpp"
#include "scripted_service.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

namespace dataarts::cli::test {

BOOST_AUTO_TEST_SUITE(exit_codes)

namespace {

// A port that is taken and on which nobody listens: connections to it are refused.
class refusing_port {
 public:
  refusing_port() : socket_(context_, boost::asio::ip::tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)) {}
  std::string url() const { return "http://127.0.0.1:" + std::to_string(socket_.local_endpoint().port()); }

 private:
  boost::asio::io_context context_;
  boost::asio::ip::tcp::socket socket_;
};

// A port that never answers an attempt to connect: its queue is full, so the system drops what comes.
class silent_port {
 public:
  silent_port() : listener_(context_), first_(context_) {
    listener_.open(boost::asio::ip::tcp::v4());
    listener_.bind({boost::asio::ip::address_v4::loopback(), 0});
    listener_.listen(0);
    first_.connect(listener_.local_endpoint());
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(listener_.local_endpoint().port()); }

 private:
  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor listener_;
  boost::asio::ip::tcp::socket first_;
};

BOOST_AUTO_TEST_CASE(answered) {
  scripted_service service;
  auto const run = run_dataarts({"query", "s", "i"}, for_endpoint(service.url()));
  BOOST_TEST(run.code == 0);
  BOOST_TEST(run.error == "");
}

BOOST_AUTO_TEST_CASE(failed_instance) {
  mock_program const mock;
  auto const run = run_dataarts({"query", "--output", "jsonl", "dwsscript", "failed"}, for_endpoint(mock.url()));
  BOOST_TEST(run.code == 1);
  BOOST_TEST(run.error == "dataarts: FAILED: Table \"citys\" does not exist.\n");
}

BOOST_AUTO_TEST_CASE(refused_query_and_failing_service) {
  mock_program const mock;
  auto const refused = run_dataarts({"query", "none", "i"}, for_endpoint(mock.url()));
  BOOST_TEST(refused.code == 1);
  BOOST_TEST(refused.error.find("dataarts: refused: DLF.6201: The script does not exist. (HTTP 400") == 0U);

  scripted_service service;
  auto const broken = run_dataarts({"query", "--output", "jsonl", "s", "broken"}, for_endpoint(service.url()));
  BOOST_TEST(broken.code == 1);
  auto const error = boost::json::parse(broken.out).at("error");
  BOOST_TEST(error.at("code").as_string() == "server_error");
  BOOST_TEST(error.at("http_status").as_int64() == 502);
  BOOST_TEST(error.at("condition").as_string() == "server_error");
  BOOST_TEST(error.at("request_id").is_null());
}

BOOST_AUTO_TEST_CASE(reference_that_cannot_be_sent) {
  scripted_service service;
  auto const run = run_dataarts({"query", "a/b", "i"}, for_endpoint(service.url()));
  BOOST_TEST(run.code == 2);
  BOOST_TEST(run.error.find("dataarts: not sent: ") == 0U);
  BOOST_TEST(run.error.find("a/b") != std::string::npos);
  BOOST_TEST(service.requests() == 0U);
}

BOOST_AUTO_TEST_CASE(not_authorised) {
  scripted_service service;
  auto const run = run_dataarts({"query", "--output", "jsonl", "s", "i", "unauthorized"}, for_endpoint(service.url()));
  BOOST_TEST(run.code == 3);
  BOOST_TEST(lines_of(run.out).size() == 2U);
  BOOST_TEST(run.error.find("dataarts: not authorised (1 of 2 queries); the first, s unauthorized: APIGW.0301: ") ==
             0U);
  BOOST_TEST(run.error.ends_with("; no token and no keys are set: give --token-file FILE, or set DATAARTS_TOKEN, or "
                                 "HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK\n"),
             run.error);
  auto options = for_endpoint(service.url());
  options.environment["DATAARTS_TOKEN"] = "sesame";
  auto const with_token = run_dataarts({"query", "--output", "jsonl", "s", "unauthorized"}, options);
  BOOST_TEST(with_token.code == 3);
  BOOST_TEST(with_token.error.ends_with("; the token came from DATAARTS_TOKEN\n"), with_token.error);
  BOOST_TEST(with_token.error.find("sesame") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(deadline) {
  scripted_service service;
  auto const run =
      run_dataarts({"query", "--output", "jsonl", "--timeout", "50ms", "s", "hang"}, for_endpoint(service.url()));
  BOOST_TEST(run.code == 4);
  BOOST_TEST(boost::json::parse(run.out).at("error").at("code").as_string() == "deadline_exceeded");
  BOOST_TEST(boost::json::parse(run.out).at("error").at("condition").as_string() == "timeout");
  BOOST_TEST(run.error.find("dataarts: out of time: ") == 0U);
  BOOST_TEST(run.error.find("--timeout") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(deadline_while_connecting) {
  silent_port const port;
  std::vector<std::string> arguments{"query", "--output", "jsonl", "--timeout", "200ms", "s"};
  for (int i = 0; i < 64; ++i) arguments.push_back("i-" + std::to_string(i));
  auto const run = run_dataarts(arguments, for_endpoint(port.url()));
  BOOST_TEST(run.code == 4);
  for (auto const& line : lines_of(run.out)) {
    BOOST_TEST(boost::json::parse(line).at("error").at("code").as_string() == "deadline_exceeded");
  }
  BOOST_TEST(run.error.find("dataarts: out of time (64 of 64 queries); the first, s i-0: ") == 0U);
}

BOOST_AUTO_TEST_CASE(unreachable) {
  refusing_port const port;
  auto const run = run_dataarts({"query", "--output", "jsonl", "s", "i"}, for_endpoint(port.url()));
  BOOST_TEST(run.code == 5);
  auto const error = boost::json::parse(run.out).at("error");
  BOOST_TEST(error.at("code").as_string() == "connect_failed");
  BOOST_TEST(error.at("condition").as_string() == "unreachable");
  BOOST_TEST(error.at("http_status").is_null());
  BOOST_TEST(run.error.find("dataarts: endpoint unreachable: ") == 0U);
  BOOST_TEST(run.error.find(port.url().substr(7)) != std::string::npos);
  BOOST_TEST(lines_of(run.error).size() == 1U);
}

BOOST_AUTO_TEST_CASE(output_that_cannot_be_written) {
  scripted_service service;
  auto options = for_endpoint(service.url());
  options.output_file = "/dev/full";
  auto const run = run_dataarts({"query", "s", "i"}, options);
  BOOST_TEST(run.code == 1);
  BOOST_TEST(run.error == "dataarts: cannot write to standard output: No space left on device\n");
}

BOOST_AUTO_TEST_CASE(standard_output_that_is_closed) {
  scripted_service service;
  auto options = for_endpoint(service.url());
  for (auto const& closed : {std::set{1}, std::set{0, 1}}) {
    options.closed = closed;
    for (std::string const output : {"table", "json", "jsonl", "csv"}) {
      auto const run = run_dataarts({"query", "--output", output, "s", "i"}, options);
      BOOST_TEST(run.code == 1);
      BOOST_TEST(run.error == "dataarts: cannot write to standard output: it is not open for writing\n");
    }
  }
}

BOOST_AUTO_TEST_CASE(standard_input_that_is_closed_is_empty) {
  scripted_service service;
  auto options = for_endpoint(service.url());
  options.closed = {0};
  auto const run = run_dataarts({"query", "--from", "-", "--output", "json"}, options);
  BOOST_TEST(run.code == 0);
  BOOST_TEST(run.out == "[]\n");
  BOOST_TEST(run.error == "dataarts: standard input holds no references\n");
}

BOOST_AUTO_TEST_CASE(what_is_said_on_a_closed_error_stream_goes_nowhere) {
  scripted_service service;
  auto options = for_endpoint(service.url());
  for (auto const& closed : {std::set{2}, std::set{0, 2}}) {
    options.closed = closed;
    auto const run = run_dataarts({"query", "--output", "jsonl", "s", "i", "unauthorized"}, options);
    BOOST_TEST(run.code == 3);
    BOOST_TEST(lines_of(run.out).size() == 2U);
  }
  options.closed = {0, 1, 2};
  BOOST_TEST(run_dataarts({"query", "s", "i"}, options).code == 1);
}

BOOST_AUTO_TEST_CASE(reader_that_goes_away) {
  scripted_service service;
  auto options = for_endpoint(service.url());
  options.keep_input_open = true;
  program run(DATAARTS_PROGRAM, {"query", "--from", "-", "--output", "jsonl"}, options);
  run.write_input("{\"script\":\"s\",\"instance\":\"first\"}\n");
  run.wait_for_output("\"first\"");
  run.close_output();
  run.write_input("{\"script\":\"s\",\"instance\":\"second\"}\n");
  BOOST_TEST(run.wait() == 141);
  BOOST_TEST(run.error() == "");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli::test
