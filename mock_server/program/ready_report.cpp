#include "ready_report.hpp"

#include "choice_option.hpp"
#include "number_option.hpp"
#include "standard_output.hpp"
#include "usage_error.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <climits>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace dataarts::mock::program {
namespace {

int parse_descriptor(std::string const& text) {
  auto const number = parse_number("--ready-fd", text, 1, INT_MAX);
  auto const flags = ::fcntl(number, F_GETFL);
  if (flags < 0) throw usage_error("--ready-fd is " + text + ", which is not open; such as --ready-fd 3 3>FILE");
  if ((flags & O_ACCMODE) == O_RDONLY) throw usage_error("--ready-fd is " + text + ", which is open for reading only");
  return number;
}

void close_report(int descriptor) {
  if (descriptor > STDERR_FILENO) {
    ::close(descriptor);
    return;
  }
  // The number of a standard stream is never free: a connection might get it.
  auto const null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (null < 0) return;
  ::dup2(null, descriptor);
  ::close(null);
}

}  // namespace

report_settings read_report_options(option_values const& given) {
  static constexpr std::array<std::string_view, 2> forms{"sh", "json"};
  report_settings made;
  if (auto const* text = given.find("--print-env")) {
    auto const json = parse_choice("--print-env", *text, forms) == 1;
    made.environment = json ? report_settings::form::json : report_settings::form::shell;
  }
  if (auto const* text = given.find("--ready-fd")) made.descriptor = parse_descriptor(*text);
  return made;
}

std::string ready_text(ready_facts const& facts, report_settings::form how, client_variables const& variables) {
  if (how == report_settings::form::shell) return to_shell(variables);
  boost::json::object ready{{"event", "ready"}, {"url", facts.url}, {"pid", facts.pid}, {"seed", facts.seed}};
  if (!facts.admin_url.empty()) ready["admin"] = facts.admin_url;
  if (how == report_settings::form::json) {
    boost::json::object shown;
    for (auto const& [name, value] : variables) shown[name] = value;
    ready["env"] = std::move(shown);
  }
  return boost::json::serialize(ready) + '\n';
}

void report_ready(std::string const& text, std::optional<int> descriptor) {
  if (!descriptor) return print(text, "the ready line");
  write_all(*descriptor, text, "the ready line to descriptor " + std::to_string(*descriptor));
  close_report(*descriptor);
}

}  // namespace dataarts::mock::program
