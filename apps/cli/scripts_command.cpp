#include "scripts_command.hpp"

#include "command_end.hpp"
#include "console.hpp"
#include "script_format.hpp"
#include "tally.hpp"

#include <dataarts/client.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>

#include <fmt/format.h>

#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace dataarts::cli {
namespace {

// One request, and what is printed of its answer.
class scripts_command {
 public:
  /// @param in_a_list  whether `json` is a list
  scripts_command(client_settings const& settings, output_kind output, bool in_a_list)
      : settings_(settings),
        output_(output),
        in_a_list_(in_a_list),
        console_([this] { client_.close(); }),
        client_(make_client(console_.context.get_executor(), settings)),
        counted_(words_of_requests) {}

  client& asked() noexcept { return client_; }
  apps::terminal const& out() const noexcept { return console_.output_terminal; }
  std::size_t width() const noexcept { return out().is_terminal ? out().columns : 0; }

  /// Runs the request. Returns the exit code.
  /// @param about  for messages.
  /// @param print  makes the text for standard output; gives a problem if there is none.
  template <class T>
  int run(boost::asio::awaitable<result<T>> request, instance_ref const& about,
          std::function<std::optional<std::string>(T const&, std::string& text)> const& print) {
    auto on_end = [&](std::exception_ptr const& problem, result<T> const& answer) {
      if (problem) std::rethrow_exception(problem);
      if (answer.has_value()) {
        counted_.add_success();
        take(print(*answer, text_));
      } else {
        text_ = failure_json(about, answer.error(), output_, out().is_terminal, in_a_list_);
        if (!console_.signals.seen() || answer.error() != condition::cancelled)
          counted_.add_failure(about, answer.error());
      }
      client_.close();
      console_.signals.close();
    };
    boost::asio::co_spawn(console_.context, std::move(request), std::move(on_end));
    console_.context.run();
    return report();
  }

  void say(std::string const& what) { remark_ = what; }

 private:
  void take(std::optional<std::string> problem) {
    if (!problem) return;
    broken_off_ = true;
    remark_ = std::move(*problem);
  }

  int report() {
    console_.output.write(text_);
    auto end = end_of(console_);
    end.broken_off = broken_off_;
    if (end.reader_gone) return counted_.exit_code(end);
    say_troubles(console_, counted_, end, settings_.credential_advice);
    if (!remark_.empty()) console_.say(remark_);
    if (end.interrupted) console_.say("interrupted");
    return counted_.exit_code(end);
  }

  client_settings const& settings_;
  output_kind output_;
  bool in_a_list_;
  console console_;
  client client_;
  tally counted_;
  bool broken_off_ = false;
  std::string text_;
  std::string remark_;
};

std::string scope_of(script_page const& page) {
  auto const shown = with_commas(page.scripts.size());
  if (!page.total || *page.total < 0) return shown + " scripts; the service does not say how many there are";
  return fmt::format("{} of {} scripts", shown, with_commas(static_cast<std::uint64_t>(*page.total)));
}

}  // namespace

int run_list(list_settings const& settings) {
  scripts_command running(settings, settings.output, true);
  list_options options;
  options.limit(settings.limit).name(settings.name);
  if (settings.offset) options.offset(*settings.offset);
  return running.run<script_page>(running.asked().list(std::move(options)), instance_ref(),
                                  [&](script_page const& page, std::string& text) -> std::optional<std::string> {
                                    text = scripts_text(page.scripts, settings.output, running.out().is_terminal,
                                                        running.width());
                                    running.say(scope_of(page));
                                    return std::nullopt;
                                  });
}

int run_show(show_settings const& settings) {
  // The text of a script is for no parser.
  scripts_command running(settings, settings.content ? output_kind::table : settings.output, false);
  show_options options;
  if (settings.version) options.version(*settings.version);
  auto const print = [&](script const& shown, std::string& text) -> std::optional<std::string> {
    auto const terminal = running.out().is_terminal;
    if (!settings.content) {
      text = settings.output == output_kind::json
                 ? script_json(shown, terminal)
                 : scripts_text({&shown, 1}, settings.output, terminal, running.width());
      return std::nullopt;
    }
    if (!shown.content) return "the service's description of the script has no text (content)";
    text = terminal ? content_for_terminal(*shown.content) : *shown.content;
    return std::nullopt;
  };
  return running.run<script>(running.asked().show(script_ref(settings.script), std::move(options)),
                             instance_ref(settings.script, {}), print);
}

}  // namespace dataarts::cli
