#include "settings.hpp"

#include "option_reader.hpp"
#include "usage_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string_view>
#include <system_error>

namespace dataarts::cli {
namespace {

void read_references(option_reader const& reader, command_arguments const& arguments, query_settings& into) {
  auto const& given = arguments.positionals;
  auto const from = reader.read(option::from);
  // A file named in the environment is a default: references on the command line replace it.
  if (from && (from->by_flag || given.empty())) into.from = from->text;
  if (!given.empty() && !into.from.empty()) {
    throw usage_error("both --from and SCRIPT INSTANCE... are given; give one of them");
  }
  if (given.empty() && into.from.empty()) {
    throw usage_error("nothing to ask for: give SCRIPT INSTANCE... or --from FILE");
  }
  if (given.size() == 1) {
    throw usage_error(fmt::format("script '{}' is given without an instance; expected SCRIPT INSTANCE...", given[0]));
  }
  if (given.empty()) return;
  into.script = given.front();
  into.instances.assign(given.begin() + 1, given.end());
}

void read_query(option_reader const& reader, command_arguments const& arguments, query_settings& into) {
  read_references(reader, arguments, into);
  into.output = read_output(reader);
  into.rows = reader.read_switch(option::rows).has_value();
  read_client(reader, into);
  constexpr std::size_t most_queries = 100'000;
  into.concurrency = reader.read_count(option::concurrency, into.concurrency, most_queries);
  into.client.max_waiting_calls = std::max(into.client.max_waiting_calls, into.concurrency);
}

std::optional<double> read_rate(option_reader const& reader) {
  auto const value = reader.read(option::rate);
  if (!value) return std::nullopt;
  double rate = 0;
  auto const& text = value->text;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), rate, std::chars_format::fixed);
  constexpr double least = 0.001;
  constexpr double most = 1'000'000;
  if (error != std::errc() || end != text.data() + text.size() || !(rate >= least && rate <= most)) {
    throw usage_error(fmt::format("{}: '{}' is not a number from 0.001 to 1000000", value->origin, text));
  }
  return rate;
}

}  // namespace

query_settings make_query_settings(command_arguments const& arguments, apps::environment const& variables) {
  query_settings made;
  read_query(option_reader(arguments, variables), arguments, made);
  return made;
}

wait_settings make_wait_settings(command_arguments const& arguments, apps::environment const& variables) {
  option_reader const reader(arguments, variables);
  wait_settings made;
  read_query(reader, arguments, made);
  made.deadline = reader.read_duration(option::deadline);
  made.interval = reader.read_interval();
  made.rate = read_rate(reader);
  if (auto const file = reader.read(option::checkpoint)) made.checkpoint = file->text;
  made.until_any_failed = reader.read_switch(option::until_any_failed).has_value();
  return made;
}

}  // namespace dataarts::cli
