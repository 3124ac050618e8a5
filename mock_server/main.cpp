#include <dataarts/mock/adjustable_clock.hpp>
#include <dataarts/mock/journal.hpp>
#include <dataarts/mock/journal_file.hpp>
#include <dataarts/mock/script_runs.hpp>
#include <dataarts/mock/server.hpp>
#include <dataarts/real_clock.hpp>

#include "program/admin_hooks.hpp"
#include "program/auth_file.hpp"
#include "program/client_environment.hpp"
#include "program/command_line.hpp"
#include "program/conform_command.hpp"
#include "program/diff_command.hpp"
#include "program/explain_command.hpp"
#include "program/file_stamps.hpp"
#include "program/heap.hpp"
#include "program/lifetime.hpp"
#include "program/open_files.hpp"
#include "program/port_file.hpp"
#include "program/ready_report.hpp"
#include "program/record_command.hpp"
#include "program/run_outcome.hpp"
#include "program/scenario_answers.hpp"
#include "program/scenario_reload.hpp"
#include "program/scenario_verbs.hpp"
#include "program/standard_output.hpp"
#include "program/usage_error.hpp"
#include "standard_streams.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/system/system_error.hpp>

#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include <unistd.h>

namespace {

namespace mock = dataarts::mock;
namespace program = dataarts::mock::program;
namespace asio = boost::asio;

enum exit_code { ended = 0, failed = 1, usage = 2, cannot_start = 3 };

// In one piece: several threads may complain at once. Each line is a complaint.
void complain(std::string const& what) {
  std::string const begin = "dataarts-mock: ";
  auto text = begin + what;
  for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) text.insert(at + 1, begin);
  std::cerr << text + '\n' << std::flush;
}

// Throws `usage_error`.
mock::auth_options to_auth_options(program::settings const& given) {
  mock::auth_options made;
  if (given.auth_file) made = program::read_auth_file(*given.auth_file);
  made.mode = given.auth;
  if (given.key) made.keys.push_back(*given.key);
  if (given.token) made.tokens.push_back(*given.token);
  made.on_refusal = [](mock::auth_refusal const& what) { complain(to_text(what)); };
  try {
    made.validate();
  } catch (std::invalid_argument const& problem) {
    // The file was right by itself.
    throw program::usage_error(std::string("the key or token in the environment: ") + problem.what());
  }
  return made;
}

// A server that is meant to look at credentials and knows none is a mistake most of the time.
void warn_of_no_credentials(mock::auth_options const& given) {
  if (given.mode == mock::auth_mode::off || !given.keys.empty() || !given.tokens.empty() || !given.users.empty())
    return;
  complain(given.metadata == mock::metadata_service::absent
               ? "warning: there is no key, token or user, so every request is refused; see --auth-file"
               : "warning: there is no key, token or user, so every request is refused but with a temporary key of the "
                 "metadata service; see --auth-file");
}

// The clock of the mocked service may be moved; connections live in real time all the same.
void set_clock(mock::options& made, program::clock_choice const& given) {
  auto const start = given.start.value_or(dataarts::real_clock::shared()->wall_now());
  made.admin.clock =
      given.stands ? std::make_shared<mock::adjustable_clock>(start) : std::make_shared<mock::adjustable_clock>();
  made.clock = made.admin.clock;
  made.wire_clock = dataarts::real_clock::shared();
}

// The clock of the command line, else that of the scenario.
program::clock_choice chosen_clock(program::settings const& given, std::optional<mock::clock_kind> of_scenario) {
  if (given.clock) return *given.clock;
  return program::parse_clock_choice(of_scenario == mock::clock_kind::virtual_time ? "virtual" : "real");
}

void set_admin(mock::options& made, program::settings const& given, std::optional<mock::clock_kind> of_scenario) {
  made.admin.enabled = given.admin;
  if (!given.admin) {
    if (!given.clock && of_scenario == mock::clock_kind::virtual_time) {
      throw program::usage_error(
          "the scenario has the clock \"virtual\", which only the admin API moves; it is off by --admin off");
    }
    return;
  }
  if (given.admin_host) made.admin.host_names = {*given.admin_host};
  if (given.admin_listen) made.admin.own_listener = {given.admin_listen->host, given.admin_listen->port};
  set_clock(made, chosen_clock(given, of_scenario));
}

// What the program needs besides the server's options.
struct record {
  program::scenario_answers scenarios;               // of no files: without runs
  std::shared_ptr<program::scenario_in_use> in_use;  // null: no files
  std::shared_ptr<mock::journal> log;                // null: nothing is recorded
  program::file_stamps before;                       // of the files, before they were read; if they are watched
};

mock::script_runs_options to_runs_options(program::settings const& given, std::shared_ptr<dataarts::clock> time) {
  mock::script_runs_options made;
  made.clock = std::move(time);
  // Else the journal and the verdicts would not know of all instances what they say of some.
  made.keep_looks = given.journal || given.verify_on_exit || given.coverage_min;
  made.on_miss = [](std::string const& report) { complain(report); };
  return made;
}

mock::options to_options(program::settings const& given, record& kept) {
  mock::options made;
  mock::scenario read;
  if (given.watch) kept.before = program::file_stamps(given.scenarios);
  if (!given.scenarios.empty()) read = program::read_scenarios(given.scenarios);
  auto const read_clock = read.clock;
  set_admin(made, given, read_clock);
  if (given.journal || given.journal_limit > 0) kept.log = std::make_shared<mock::journal>(given.journal_limit);
  made.journal = kept.log;
  made.host = given.listen.host;
  made.port = given.listen.port;
  if (!given.scenarios.empty()) {
    kept.scenarios = program::make_answers(std::move(read), given.seed, to_runs_options(given, made.clock));
    made.answers = kept.scenarios.source;
    auto const& scenarios = kept.scenarios;
    if (scenarios.seed) made.seed = *scenarios.seed;
  } else if (given.seed) {
    made.seed = *given.seed;
  }
  made.tls = given.connections.tls;
  made.max_connections = given.connections.most;
  made.close_after = given.connections.close_after;
  made.unknown = given.unknown;
  made.auth = to_auth_options(given);
  if (!given.clock && made.admin.clock && read_clock == mock::clock_kind::virtual_time &&
      given.auth != mock::auth_mode::off) {
    complain(
        "warning: the clock of the scenario is virtual and begins in 2020; signatures have to bear a date within 15 "
        "minutes of it (--clock virtual:now begins now)");
  }
  if (kept.scenarios.source) {
    for (auto const& each : kept.scenarios.read.warnings) complain("warning: " + to_text(each));
    auto const source = kept.scenarios.source;
    kept.in_use = std::make_shared<program::scenario_in_use>(std::move(kept.scenarios), given.scenarios);
    kept.scenarios = {{}, source, {}};
  }
  if (given.admin) program::add_scenario_hooks(made.admin, kept.in_use);
  return made;
}

void say_ready(mock::server const& server, program::settings const& given, std::uint64_t seed) {
  program::ready_facts facts{server.url(), server.admin_url(), ::getpid(), seed};
  if (facts.admin_url == facts.url + "/__admin") facts.admin_url.clear();
  std::optional<std::filesystem::path> authority;
  if (given.connections.tls) authority = *given.connections.tls->directory / "ca.pem";
  auto const variables = program::client_environment(facts.url, facts.pid, given.auth, authority);
  program::report_ready(program::ready_text(facts, given.report.environment, variables), given.report.descriptor);
}

// Gracefully, but for files that are being read again, which would hold it up.
void end_server(mock::server& server, std::shared_ptr<program::scenario_in_use> const& scenario) {
  if (scenario) scenario->give_up();
  server.stop();
}

// The first signal ends the server gracefully, the second one at once.
void watch_signals(asio::signal_set& signals, std::function<void()> const& stop) {
  signals.async_wait([&](boost::system::error_code error, int) {
    if (error) return;
    stop();
    signals.async_wait([](boost::system::error_code again_error, int number) {
      if (!again_error) std::_Exit(128 + number);
    });
  });
}

// Each context on a thread of its own; the calling thread waits for signals, and for the last of the others to end.
exit_code serve(mock::server& server, program::settings const& given, std::uint64_t seed, ::pid_t parent,
                record const& kept, std::vector<std::unique_ptr<asio::io_context>>& contexts) {
  asio::io_context control(1);
  asio::signal_set signals(control, SIGINT, SIGTERM);
  std::function<void()> const stop = [&] { end_server(server, kept.in_use); };
  watch_signals(signals, stop);
  std::unique_ptr<program::scenario_reload> reload;
  std::unique_ptr<program::lifetime> life;
  try {
    life = std::make_unique<program::lifetime>(control, given.lives, parent, [&](std::string_view why) {
      complain("ends: " + std::string(why));
      stop();
    });
    if (given.watch) {
      auto const tell = [](std::string const& line) { program::print(line, "an event"); };
      reload = std::make_unique<program::scenario_reload>(control, kept.in_use, kept.before, tell, complain);
    }
    say_ready(server, given, seed);  // not before signals are watched: one may follow at once
  } catch (std::exception const& problem) {
    complain(problem.what());
    if (given.port_file) program::remove_port_file(*given.port_file);
    return cannot_start;
  }
  std::atomic<std::size_t> running = contexts.size();
  std::atomic<bool> all_well = true;
  std::vector<std::thread> threads;
  for (auto const& each : contexts) {
    threads.emplace_back([&, context = each.get()] {
      try {
        context->run();
      } catch (std::exception const& problem) {
        complain(std::string("a serving thread failed: ") + problem.what());
        all_well = false;
        server.stop();
      }
      if (--running == 0) {
        asio::post(control, [&] {
          signals.cancel();
          reload.reset();
          life.reset();
        });
      }
    });
  }
  try {
    control.run();
  } catch (std::exception const& problem) {
    complain(std::string("the thread that waits for signals failed: ") + problem.what());
    all_well = false;
    server.stop();
  }
  for (auto& each : threads) each.join();
  return all_well ? ended : failed;
}

exit_code run(program::settings const& given, ::pid_t parent) {
  std::vector<std::unique_ptr<asio::io_context>> contexts;
  std::vector<asio::io_context*> places;
  for (unsigned i = 0; i < given.threads; ++i) {
    contexts.push_back(std::make_unique<asio::io_context>(1));
    places.push_back(contexts.back().get());
  }
  record kept;
  auto options = to_options(given, kept);
  if (kept.scenarios.source) program::give_back_memory();  // reading a scenario takes several times its size
  std::unique_ptr<mock::journal_file> file;
  std::unique_ptr<mock::server> server;
  options.admin.shut_down = [&server, &kept] { end_server(*server, kept.in_use); };
  for (auto const& warning : given.warnings) complain("warning: " + warning);
  warn_of_no_credentials(options.auth);
  try {
    if (given.port_file) program::remove_port_file(*given.port_file);
    if (given.journal) {
      mock::journal_file::settings how;
      how.on_problem = complain;
      file = std::make_unique<mock::journal_file>(*kept.log, *given.journal, std::move(how));
    }
    server = std::make_unique<mock::server>(places, options);
    if (given.port_file) program::write_port_file(*given.port_file, server->port());
  } catch (boost::system::system_error const& problem) {
    complain("cannot listen on " + program::to_text(given.listen) + ": " + problem.code().message());
    return cannot_start;
  } catch (std::exception const& problem) {
    complain(problem.what());
    return cannot_start;
  }
  auto const end = serve(*server, given, options.seed, parent, kept, contexts);
  if (file) {
    file->flush();
    if (auto const lost = file->dropped(); lost > 0) {
      complain(std::to_string(lost) + " requests are not in the journal " + given.journal->string());
    }
  }
  if (end != ended || !kept.scenarios.source) return end;
  auto const outcome = program::judge_run(given, *kept.scenarios.source, kept.log.get());
  for (auto const& report : outcome.reports) complain(report);
  return outcome.ok ? ended : failed;
}

exit_code diff(std::vector<std::string> const& arguments) {
  auto const outcome = program::run_diff(arguments);
  program::print(outcome.text, "the differences");
  return outcome.alike ? ended : failed;
}

}  // namespace

int main(int argument_count, char** arguments) {
  auto const parent = ::getppid();  // as early as can be: it may end meanwhile
  std::signal(SIGPIPE, SIG_IGN);
  program::raise_open_file_limit();
  try {
    dataarts::apps::occupy_standard_streams();
  } catch (std::exception const& problem) {
    complain(problem.what());
    return cannot_start;
  }
  try {
    std::vector<std::string> const given(arguments + 1, arguments + argument_count);
    auto const variables = [](char const* name) { return std::getenv(name); };
    if (!given.empty()) {
      if (given.front() == "diff") return diff({given.begin() + 1, given.end()});
      std::vector<std::string> const behind(given.begin() + 1, given.end());
      auto made = program::run_scenario_verb(given.front(), behind);
      if (given.front() == "record") made = program::run_record(behind, complain);
      if (given.front() == "conform") made = program::run_conform(behind, variables);
      if (given.front() == "explain") made = program::run_explain(behind, variables);
      if (made) {
        for (auto const& each : made->complaints) complain(each);
        program::print(made->text, "the text");
        return made->status;
      }
    }
    auto const parsed = program::parse_command_line(given, variables);
    if (auto const* asked = std::get_if<program::information>(&parsed)) {
      program::print(asked->text, "the text");
      return ended;
    }
    return run(std::get<program::settings>(parsed), parent);
  } catch (program::usage_error const& problem) {
    complain(problem.what());
    return usage;
  } catch (std::exception const& problem) {
    complain(problem.what());
    return failed;
  }
}
