// A mock server whose answers go wrong, for the judges. Prints its address, and serves until its standard input ends.
//
// The first query for the instance `at-N` of the scripts `cut-fin` and `cut-rst` is cut after N bytes; that for any
// instance of the other scripts suffers what the name of the script says.

#include <dataarts/mock/script_runs.hpp>
#include <dataarts/mock/server.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <thread>

namespace mock = dataarts::mock;

namespace {

mock::run_rule rule_for(std::string const& script, mock::wire_fault what) {
  mock::run_rule made;
  made.script = script;
  made.timeline = {{.state = mock::run_state::finished, .results = R"([{"rowCount":1,"rows":[[1200]]}])"}};
  made.faults = {
      {.name = script, .on = mock::fault_polls::one(1), .wire = std::make_shared<mock::wire_fault const>(what)}};
  return made;
}

void add_rules(mock::script_runs& runs) {
  using mock::wire_fault;
  constexpr auto rst = wire_fault::ending::rst;
  for (std::uint64_t n = 0; n <= 400; ++n) {
    auto rule = rule_for("cut-fin", wire_fault::cut(n));
    rule.instance = "at-" + std::to_string(n);
    runs.add(rule);
    rule = rule_for("cut-rst", wire_fault::cut(n, rst));
    rule.instance = "at-" + std::to_string(n);
    runs.add(rule);
  }
  runs.add(rule_for("reset", wire_fault::reset()));
  runs.add(rule_for("garbage", wire_fault::garbage()));
  runs.add(rule_for("bad-chunk-size", wire_fault::bad_chunk_size()));
  runs.add(rule_for("no-last-chunk", wire_fault::no_last_chunk()));
  runs.add(rule_for("no-last-chunk-rst", wire_fault::no_last_chunk(rst)));
  runs.add(rule_for("drip", wire_fault::drip(8, std::chrono::milliseconds(1))));
  runs.add(rule_for("close", wire_fault::unannounced_close()));
  runs.add(rule_for("stall", wire_fault::stall(100)));
  runs.add(rule_for("longer", wire_fault::wrong_length(5)));
  runs.add(rule_for("shorter", wire_fault::wrong_length(-5)));
}

int run() {
  auto const runs = std::make_shared<mock::script_runs>();
  add_rules(*runs);
  mock::options options;
  options.answers = runs;
  options.timeouts.idle = std::chrono::seconds(2);
  boost::asio::io_context context(1);
  mock::server server(context, options);
  std::cout << server.url() << std::endl;
  std::array<char, 64> ignored;
  boost::asio::posix::stream_descriptor input(context, ::dup(STDIN_FILENO));
  input.async_read_some(boost::asio::buffer(ignored), [&](boost::system::error_code, std::size_t) { server.stop(); });
  context.run();
  return 0;
}

}  // namespace

int main() {
  try {
    return run();
  } catch (std::exception const& what) {
    std::cerr << "serve_faults: " << what.what() << '\n';
    return 2;
  }
}
