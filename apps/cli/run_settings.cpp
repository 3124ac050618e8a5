#include "run_settings.hpp"

#include "display_text.hpp"
#include "option_reader.hpp"
#include "script_parameters_input.hpp"
#include "shell_text.hpp"
#include "usage_error.hpp"

#include <fmt/format.h>

namespace dataarts::cli {
namespace {

std::string only_script(command_arguments const& arguments) {
  auto const& given = arguments.positionals;
  if (given.empty()) throw usage_error("no script is given; expected dataarts run SCRIPT");
  if (given.size() > 1) {
    throw usage_error(
        fmt::format("{} arguments are given; expected dataarts run SCRIPT, with values for its variables as --param "
                    "NAME=VALUE",
                    given.size()));
  }
  return given.front();
}

// The options by which the service was found; what is in the environment is there for the next command, too.
std::string options_for_later(command_arguments const& arguments) {
  std::string text;
  for (auto const& spec : option_table) {
    if (spec.group != "Service" || !arguments[spec.id]) continue;
    text += spec.flag;
    if (!spec.value.empty()) text += ' ' + shell_word(*arguments[spec.id]);
    text += ' ';
  }
  return text;
}

}  // namespace

run_settings make_run_settings(command_arguments const& arguments, apps::environment const& variables) {
  option_reader const reader(arguments, variables);
  run_settings made;
  made.script = only_script(arguments);
  made.output = read_output(reader);
  made.no_wait = reader.read_switch(option::no_wait).has_value();
  made.stop_on_interrupt = reader.read_switch(option::stop_on_interrupt).has_value();
  made.deadline = reader.read_duration(option::deadline);
  made.interval = reader.read_interval();
  for (auto const id : {option::deadline, option::interval, option::stop_on_interrupt}) {
    // In the environment they may be meant for others.
    if (!made.no_wait || !arguments[id]) continue;
    throw usage_error(fmt::format("{} has no effect with --no-wait", spec_of(id).flag));
  }
  read_client(reader, made);
  made.parameters = read_parameters(reader, arguments.parameters);
  made.wait_options = options_for_later(arguments);
  return made;
}

}  // namespace dataarts::cli
