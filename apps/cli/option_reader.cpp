#include "option_reader.hpp"

#include "usage_error.hpp"

#include <fmt/format.h>

#include <chrono>

namespace dataarts::cli {

std::optional<sourced> option_reader::read(option id) const {
  auto const& spec = spec_of(id);
  if (auto const& given = arguments_[id]) return sourced{*given, std::string(spec.flag), true};
  return read_variable(spec.variable);
}

std::optional<sourced> option_reader::read(apps::service_option id) const {
  using apps::service_option;
  switch (id) {
    case service_option::endpoint:
      return read(option::endpoint);
    case service_option::region:
      return read(option::region);
    case service_option::project_id:
      return read(option::project_id);
    case service_option::workspace:
      return read(option::workspace);
    case service_option::token_file:
      return read(option::token_file);
    case service_option::ca_file:
      return read(option::ca_file);
    case service_option::insecure:
      return read(option::insecure);
    case service_option::proxy:
      return read(option::proxy);
  }
  return std::nullopt;
}

std::optional<std::string> option_reader::read_switch(option id) const { return apps::as_switch(read(id)); }

std::size_t option_reader::read_count(option id, std::size_t standard, std::size_t most) const {
  auto const number = read_number(id, 1, static_cast<std::int64_t>(most));
  return number ? static_cast<std::size_t>(*number) : standard;
}

std::optional<std::int64_t> option_reader::read_number(option id, std::int64_t least, std::int64_t most) const {
  return apps::as_number(read(id), least, most);
}

std::optional<std::chrono::nanoseconds> option_reader::read_duration(option id) const {
  return apps::as_duration(read(id));
}

std::optional<std::chrono::nanoseconds> option_reader::read_interval() const {
  auto const interval = read_duration(option::interval);
  if (!interval || (*interval >= std::chrono::milliseconds(10) && *interval <= std::chrono::hours(24))) return interval;
  auto const value = read(option::interval);
  throw usage_error(fmt::format("{}: '{}' is not from 10ms to 24h", value->origin, value->text));
}

}  // namespace dataarts::cli
