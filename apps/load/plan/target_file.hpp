#ifndef DATAARTS_LOAD_PLAN_TARGET_FILE_HPP
#define DATAARTS_LOAD_PLAN_TARGET_FILE_HPP

#include <dataarts/instance_ref.hpp>

#include <istream>
#include <string>
#include <vector>

namespace dataarts::load {

/// Reads targets: CSV whose header names `script`, `instance` and, if wanted, `workspace`, or JSON Lines with these
/// members; what else is there is ignored. The content decides, and the order stays.
/// @param name  of the input, for messages.
/// Throws `apps::input_error` with line and column, and `plan_error` if there is no target.
std::vector<instance_ref> read_targets(std::istream& from, std::string const& name);

/// The same from a file, "-" being standard input. Throws `plan_error` also if it cannot be read.
std::vector<instance_ref> read_targets(std::string const& path);

}  // namespace dataarts::load

#endif
