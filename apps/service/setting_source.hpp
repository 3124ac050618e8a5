#ifndef DATAARTS_APPS_SETTING_SOURCE_HPP
#define DATAARTS_APPS_SETTING_SOURCE_HPP

#include "environment.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dataarts::apps {

/// A value and where it came from: the flag or the variable, for messages.
struct sourced {
  std::string text;
  std::string origin;
  bool by_flag = false;
};

/// The options by which every program is told which service to ask, and how.
enum class service_option { endpoint, region, project_id, workspace, token_file, ca_file, insecure, proxy };

/// Options of a program as they are given: by its command line, else by the environment.
class setting_source {
 public:
  /// Has to outlive the source.
  explicit setting_source(environment const& variables) : variables_(variables) {}
  setting_source& operator=(setting_source const&) = delete;
  virtual ~setting_source() = default;

  virtual std::optional<sourced> read(service_option id) const = 0;

  std::optional<sourced> read_variable(std::string_view name) const;

  environment const& variables() const noexcept { return variables_; }

 protected:
  setting_source(setting_source const&) = default;

 private:
  environment const& variables_;
};

// What a value says. Nothing stays nothing. All throw `usage_error` that names the origin.

/// Where a switch that is on came from; nothing if it is off.
std::optional<std::string> as_switch(std::optional<sourced> const& value);
std::optional<std::int64_t> as_number(std::optional<sourced> const& value, std::int64_t least, std::int64_t most);
/// A time of more than zero.
std::optional<std::chrono::nanoseconds> as_duration(std::optional<sourced> const& value);

}  // namespace dataarts::apps

#endif
