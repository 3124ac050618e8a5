#include "record_command.hpp"

#include "choice_option.hpp"
#include "listen_address.hpp"
#include "ready_report.hpp"
#include "recording.hpp"
#include "recording_answers.hpp"
#include "standard_output.hpp"
#include "upstream.hpp"
#include "usage_error.hpp"
#include "verb_line.hpp"

#include <dataarts/mock/scenario.hpp>
#include <dataarts/mock/server.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/system/system_error.hpp>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <unistd.h>

namespace dataarts::mock::program {
namespace {

constexpr std::array<verb_option, 5> record_options{
    {{"--upstream", "URL", "the service: http:// or https://, host, optionally port and path"},
     {"--out", "DIR", "where recording.json goes; what is there of an earlier recording is replaced"},
     {"--listen", "HOST:PORT", "where clients find this server (default: 127.0.0.1:0)"},
     {"--ca-file", "FILE", "PEM file of the authorities to trust, instead of those of the system"},
     {"--redact", "on|off", "REDACTED in place of what has the form of a secret; off: such a recording is refused"}}};

constexpr std::string_view record_help =
    "Hands requests on to a service, gives its answers, and at SIGINT or SIGTERM writes them as a scenario: equal "
    "answers\nin a row as one step with a number of polls, ids and names with aliases in place of them. Credentials, "
    "cookies and\nrequests to the identity service are not recorded. One request at a time. Clients that sign have to "
    "send a token\ninstead, since a signature covers the host.";

std::string required_option(verb_line const& given, std::string_view flag) {
  auto found = given.text(flag).value_or(std::string());
  if (found.empty()) throw usage_error("record needs --upstream URL and --out DIR; see dataarts-mock record --help");
  return found;
}

// The folders above and with this one that are not there; at the end those of them that are empty are removed.
class new_folders {
 public:
  explicit new_folders(std::filesystem::path folder) {
    std::error_code problem;
    for (; !folder.empty() && !std::filesystem::exists(folder, problem) && !problem; folder = folder.parent_path()) {
      missing_.push_back(folder);
    }
  }
  new_folders(new_folders const&) = delete;
  new_folders& operator=(new_folders const&) = delete;
  ~new_folders() {
    std::error_code problem;
    for (auto const& each : missing_) std::filesystem::remove(each, problem);  // of no effect if something is in it
  }

 private:
  std::vector<std::filesystem::path> missing_;  // the innermost first
};

// Why nothing can be written there; empty: it can. Makes the folder: what was recorded would be lost otherwise.
std::string problem_of_folder(std::filesystem::path const& folder) {
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (!problem && !std::filesystem::is_directory(folder, problem) && !problem) {
    problem = std::make_error_code(std::errc::not_a_directory);
  }
  if (!problem && ::access(folder.c_str(), W_OK | X_OK) != 0) problem = {errno, std::generic_category()};
  return problem ? "cannot write to the folder " + folder.string() + " (--out): " + problem.message() : std::string();
}

}  // namespace

verb_outcome run_record(std::vector<std::string> const& arguments,
                        std::function<void(std::string const&)> const& complain) {
  static constexpr std::string_view switches[] = {"on", "off"};
  auto const given = parse_verb_line(arguments, record_options);
  if (given.help) return {verb_help("record --upstream URL --out DIR [OPTION...]", record_help, record_options)};
  if (!given.words.empty()) throw usage_error("record takes options only, and was given " + given.words.front());
  std::filesystem::path const folder = required_option(given, "--out");
  auto const authority = given.text("--ca-file");
  upstream const service("--upstream", required_option(given, "--upstream"),
                         authority ? std::optional<std::filesystem::path>(*authority) : std::nullopt);
  auto const redact = given.text("--redact");
  recording kept({service.origin(), !redact || parse_choice("--redact", *redact, switches) == 0});
  auto const listen = parse_listen_address(given.text("--listen").value_or("127.0.0.1:0"));

  new_folders const made_here(folder);
  if (auto const problem = problem_of_folder(folder); !problem.empty()) return {{}, {problem}, 3};

  boost::asio::io_context context(1);
  options how;
  how.host = listen.host;
  how.port = listen.port;
  how.admin.enabled = false;
  how.answers = std::make_shared<recording_answers>(service, kept, complain);
  std::optional<server> proxy;
  try {
    proxy.emplace(context, std::move(how));
  } catch (boost::system::system_error const& problem) {
    return {{}, {"cannot listen on " + to_text(listen) + ": " + problem.code().message()}, 3};
  }
  boost::asio::signal_set signals(context, SIGINT, SIGTERM);
  signals.async_wait([&](boost::system::error_code error, int) {
    if (error) return;
    proxy->stop();
    // Only this thread could hear a second one, and it may be waiting for the service.
    signals.clear();
  });
  report_ready(ready_text({proxy->url(), {}, ::getpid(), 1}, report_settings::form::none, {}), std::nullopt);
  context.run();

  if (kept.size() == 0) return {"nothing was asked, and nothing is written\n"};
  auto const file = kept.write(folder, std::chrono::system_clock::now());
  auto const read = load_scenario({file});  // what it cannot read would be a mistake of this program
  verb_outcome made{std::to_string(kept.size()) + " answers, as " + file.string() + '\n'};
  for (auto const& each : read.warnings) made.complaints.push_back("warning: " + to_text(each));
  return made;
}

}  // namespace dataarts::mock::program
