#include "plan/target_file.hpp"

#include "plan/plan_error.hpp"
#include "reference_parser.hpp"

#include <dataarts/reference_objection.hpp>

#include <fmt/format.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string_view>
#include <system_error>

namespace dataarts::load {

std::vector<instance_ref> read_targets(std::istream& from, std::string const& name) {
  constexpr std::size_t piece_size = 64 * 1024;
  std::vector<instance_ref> targets;
  apps::reference_parser parser(name);
  std::string piece(piece_size, '\0');
  while (!parser.finished()) {
    from.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    if (from.bad()) throw plan_error(fmt::format("cannot read {}: {}", name, std::strerror(errno)));
    auto const count = static_cast<std::size_t>(from.gcount());
    if (count == 0) {
      parser.finish();
    } else {
      parser.feed(std::string_view(piece).substr(0, count));
    }
    while (auto target = parser.next()) {
      if (auto const why = reference_objection(*target)) {
        throw plan_error(fmt::format("{}:{}: {}", name, parser.line(), *why));
      }
      targets.push_back(std::move(*target));
    }
  }
  if (targets.empty()) {
    throw plan_error(
        fmt::format("{} has no targets; expected a header line script,instance and a line for each, or "
                    "JSON Lines",
                    name));
  }
  return targets;
}

std::vector<instance_ref> read_targets(std::string const& path) {
  if (path == "-") return read_targets(std::cin, "<stdin>");
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    throw plan_error(fmt::format("{} is a directory; expected a file with targets", path));
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) throw plan_error(fmt::format("cannot open {}: {}", path, std::strerror(errno)));
  return read_targets(file, path);
}

}  // namespace dataarts::load
