#include "scripts_settings.hpp"

#include "option_reader.hpp"
#include "usage_error.hpp"

#include <fmt/format.h>

#include <limits>

namespace dataarts::cli {

list_settings make_list_settings(command_arguments const& arguments, apps::environment const& variables) {
  option_reader const reader(arguments, variables);
  list_settings made;
  if (!arguments.positionals.empty()) {
    throw usage_error("scripts list takes no arguments; expected dataarts scripts list --name TEXT");
  }
  made.output = read_output(reader);
  if (auto const name = reader.read(option::name)) made.name = name->text;
  made.limit = reader.read_number(option::limit, 1, 100).value_or(made.limit);
  made.offset = reader.read_number(option::offset, 0, std::numeric_limits<std::int32_t>::max());
  read_client(reader, made);
  return made;
}

show_settings make_show_settings(command_arguments const& arguments, apps::environment const& variables) {
  option_reader const reader(arguments, variables);
  show_settings made;
  if (arguments.positionals.size() != 1) {
    throw usage_error(
        fmt::format("{} scripts are given; expected dataarts scripts show SCRIPT", arguments.positionals.size()));
  }
  made.script = arguments.positionals.front();
  made.output = read_output(reader);
  made.version = reader.read_number(option::script_version, 0, std::numeric_limits<std::int32_t>::max());
  made.content = reader.read_switch(option::content).has_value();
  if (made.content && arguments[option::content] && arguments[option::output]) {
    throw usage_error(
        "--content and --output are both given; --content prints the text of the script and nothing else");
  }
  read_client(reader, made);
  return made;
}

}  // namespace dataarts::cli
