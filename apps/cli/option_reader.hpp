#ifndef DATAARTS_CLI_OPTION_READER_HPP
#define DATAARTS_CLI_OPTION_READER_HPP

#include "command_line.hpp"
#include "service/setting_source.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dataarts::cli {

using apps::sourced;

/// Options as they are given: by the command line, else by the environment.
class option_reader final : public apps::setting_source {
 public:
  /// Both have to outlive the reader.
  option_reader(command_arguments const& arguments, apps::environment const& variables)
      : setting_source(variables), arguments_(arguments) {}

  std::optional<sourced> read(option id) const;
  std::optional<sourced> read(apps::service_option id) const override;

  /// Where a switch that is on came from; nothing if it is off. Throws `usage_error`.
  std::optional<std::string> read_switch(option id) const;

  /// A whole number from 1 to `most`. Throws `usage_error`.
  std::size_t read_count(option id, std::size_t standard, std::size_t most) const;

  /// The same without a value of its own, from `least`. Throws `usage_error`.
  std::optional<std::int64_t> read_number(option id, std::int64_t least, std::int64_t most) const;

  /// A time of more than zero. Throws `usage_error`.
  std::optional<std::chrono::nanoseconds> read_duration(option id) const;

  /// `--interval`, the gap between two looks: 10 ms to 24 h, as the client takes it. Throws `usage_error`.
  std::optional<std::chrono::nanoseconds> read_interval() const;

 private:
  command_arguments const& arguments_;
};

}  // namespace dataarts::cli

#endif
