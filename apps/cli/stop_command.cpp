#include "stop_command.hpp"

#include "command_end.hpp"
#include "console.hpp"
#include "stop_report.hpp"
#include "tally.hpp"
#include "usage_error.hpp"

#include <dataarts/client.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

namespace dataarts::cli {
namespace {

class stop_command {
 public:
  explicit stop_command(stop_settings const& settings)
      : settings_(settings),
        console_([this] { client_.close(); }),
        client_(make_client(console_.context.get_executor(), settings)),
        counted_(words_of_requests),
        outcomes_(settings.instances.size()) {}

  int run() {
    workers_ = std::min(settings_.client.max_connections, settings_.instances.size());
    for (auto count = workers_; count > 0; --count) {
      boost::asio::co_spawn(console_.context, work(), [this](std::exception_ptr const& problem) {
        if (problem) std::rethrow_exception(problem);
        if (--workers_ == 0) end();
      });
    }
    console_.context.run();
    return report();
  }

 private:
  boost::asio::awaitable<void> work() {
    while (next_ < outcomes_.size() && !console_.signals.seen()) {
      auto const index = next_++;
      auto const outcome = co_await client_.stop(ref_of(index));
      // What the signal itself broke off is not known.
      auto const broken_off = console_.signals.seen() && outcome.has_error() && outcome.error() == condition::cancelled;
      if (!broken_off) outcomes_[index] = outcome;
    }
  }

  instance_ref ref_of(std::size_t index) const { return {settings_.script, settings_.instances[index]}; }

  void end() {
    client_.close();
    console_.signals.close();
  }

  int report() {
    std::vector<stopped_run> runs;
    for (std::size_t i = 0; i < outcomes_.size(); ++i) {
      if (!outcomes_[i]) continue;
      runs.push_back({ref_of(i), *outcomes_[i]});
      if (outcomes_[i]->has_error()) {
        counted_.add_failure(runs.back().ref, outcomes_[i]->error());
      } else {
        counted_.add_success();
      }
    }
    auto const& out = console_.output_terminal;
    auto text = stop_report(runs, settings_.output, out.is_terminal, out.is_terminal ? out.columns : 0);
    console_.output.write(text);

    auto const end = end_of(console_);
    if (end.reader_gone) return counted_.exit_code(end);
    say_troubles(console_, counted_, end, settings_.credential_advice);
    if (end.interrupted) {
      console_.say(fmt::format("interrupted: {} answered; it is not known whether the other {} were stopped",
                               runs.size(), outcomes_.size() - runs.size()));
    }
    return counted_.exit_code(end);
  }

  stop_settings const& settings_;
  console console_;
  client client_;
  tally counted_;
  std::vector<std::optional<result<void>>> outcomes_;
  std::size_t next_ = 0;
  std::size_t workers_ = 0;
};

}  // namespace

stop_settings make_stop_settings(command_arguments const& arguments, apps::environment const& variables) {
  option_reader const reader(arguments, variables);
  stop_settings made;
  auto const& given = arguments.positionals;
  if (given.size() < 2) throw usage_error("nothing to stop: expected dataarts stop SCRIPT INSTANCE...");
  made.script = given.front();
  made.instances.assign(given.begin() + 1, given.end());
  made.output = read_output(reader);
  read_client(reader, made);
  return made;
}

int run_stop(stop_settings const& settings) { return stop_command(settings).run(); }

}  // namespace dataarts::cli
