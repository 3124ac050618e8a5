#ifndef DATAARTS_CLI_COMMAND_TABLE_HPP
#define DATAARTS_CLI_COMMAND_TABLE_HPP

#include <initializer_list>
#include <string_view>

namespace dataarts::cli {

/// What the program can be asked to do, `sign` aside, which asks no service.
enum class command : unsigned char { query, wait, run, stop, scripts_list, scripts_show };

/// Some of the commands.
class command_set {
 public:
  constexpr command_set(std::initializer_list<command> members) {
    for (auto const each : members) bits_ |= bit(each);
  }

  constexpr bool contains(command which) const noexcept { return (bits_ & bit(which)) != 0; }

  constexpr command_set and_also(command which) const noexcept {
    auto more = *this;
    more.bits_ |= bit(which);
    return more;
  }

 private:
  static constexpr unsigned bit(command which) noexcept { return 1U << static_cast<unsigned>(which); }

  unsigned bits_ = 0;
};

/// As it is written on the command line: "scripts list".
constexpr std::string_view name_of(command which) noexcept {
  switch (which) {
    case command::query:
      return "query";
    case command::wait:
      return "wait";
    case command::run:
      return "run";
    case command::stop:
      return "stop";
    case command::scripts_list:
      return "scripts list";
    case command::scripts_show:
      return "scripts show";
  }
  return {};
}

}  // namespace dataarts::cli

#endif
