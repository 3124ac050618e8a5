#include "script_parameters_input.hpp"

#include "display_text.hpp"
#include "usage_error.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace dataarts::cli {
namespace {

namespace json = boost::json;

constexpr std::string_view expected = R"(expected a JSON object of texts, such as {"day":"2026-01-15"})";
constexpr std::size_t largest_file = std::size_t{16} * 1024 * 1024;

std::string read_file(sourced const& file) {
  auto const descriptor = file.text == "-" ? ::dup(STDIN_FILENO) : ::open(file.text.c_str(), O_RDONLY | O_CLOEXEC);
  auto const refuse = [&](std::string const& why) {
    if (descriptor >= 0) ::close(descriptor);
    throw usage_error(fmt::format("{}: cannot read {}: {}", file.origin, apps::escape_controls(file.text), why));
  };
  if (descriptor < 0) refuse(std::generic_category().message(errno));
  std::string text;
  std::array<char, 64 * 1024> piece;
  for (;;) {
    auto const count = ::read(descriptor, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) refuse(std::generic_category().message(errno));
    if (count == 0) break;
    text.append(piece.data(), static_cast<std::size_t>(count));
    if (text.size() > largest_file) refuse("it is larger than 16 MiB");
  }
  ::close(descriptor);
  return text;
}

void read_object(sourced const& file, script_parameters& into) {
  auto const text = read_file(file);
  auto const name = apps::escape_controls(file.text);
  json::error_code error;
  auto const document = json::parse(text, error);
  if (error) {
    throw usage_error(fmt::format("{}: {} is not valid JSON ({}); {}", file.origin, name, error.message(), expected));
  }
  auto const* const object = document.if_object();
  if (object == nullptr) throw usage_error(fmt::format("{}: {} holds no object; {}", file.origin, name, expected));
  for (auto const& member : *object) {
    std::string key(member.key());
    auto const* const value = member.value().if_string();
    if (value == nullptr) {
      throw usage_error(fmt::format("{}: {}: the value of \"{}\" is not a text; {}", file.origin, name,
                                    apps::escape_controls(key), expected));
    }
    into.set(std::move(key), std::string(value->data(), value->size()));
  }
}

}  // namespace

script_parameters read_parameters(option_reader const& reader, std::vector<std::string> const& given) {
  script_parameters made;
  if (auto const file = reader.read(option::params)) read_object(*file, made);
  for (auto const& each : given) {
    auto const sign = each.find('=');
    if (sign == std::string::npos || sign == 0) {
      throw usage_error("--param: expected NAME=VALUE, such as --param day=2026-01-15");
    }
    made.set(each.substr(0, sign), each.substr(sign + 1));
  }
  return made;
}

}  // namespace dataarts::cli
