#ifndef DATAARTS_MOCK_PROGRAM_READY_REPORT_HPP
#define DATAARTS_MOCK_PROGRAM_READY_REPORT_HPP

#include "client_environment.hpp"
#include "option_values.hpp"

#include <cstdint>
#include <optional>
#include <string>

#include <sys/types.h>

namespace dataarts::mock::program {

/// How the program says that it listens.
struct report_settings {
  enum class form { none, shell, json };
  form environment = form::none;  ///< `--print-env`
  std::optional<int> descriptor;  ///< `--ready-fd`; none: standard output, which stays open
};

/// Throws `usage_error`, also when nothing can be written to that descriptor. Call it before the program opens any.
report_settings read_report_options(option_values const& given);

struct ready_facts {
  std::string url;
  std::string admin_url;  ///< empty: as it goes without saying, or there is none
  ::pid_t pid = 0;
  std::uint64_t seed = 0;
};

/// The ready line; with `form::json` with a member `env` of the variables, with `form::shell` the variables instead.
std::string ready_text(ready_facts const& facts, report_settings::form how, client_variables const& variables);

/// Writes the text where it belongs, and closes a descriptor that was given, so that its reader sees the end; standard
/// output is /dev/null from then on. Throws `std::runtime_error`.
void report_ready(std::string const& text, std::optional<int> descriptor);

}  // namespace dataarts::mock::program

#endif
