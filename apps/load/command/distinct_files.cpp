#include "command/distinct_files.hpp"

#include "display_text.hpp"
#include "usage_error.hpp"

#include <fmt/format.h>

#include <system_error>
#include <utility>

namespace dataarts::load {
namespace {

namespace fs = std::filesystem;

/// Where the file is, or will be: also behind a link to what is not there yet.
fs::path resolved(fs::path file) {
  constexpr int most_links = 40;  // as Linux has it
  std::error_code error;
  for (int i = 0; i < most_links && fs::is_symlink(file, error); ++i) {
    auto const target = fs::read_symlink(file, error);
    if (error) break;
    file = file.parent_path() / target;
  }
  auto found = fs::weakly_canonical(fs::absolute(file, error), error);
  return error ? file : found;
}

bool same(fs::path const& a, fs::path const& b) {
  std::error_code error;
  if (fs::exists(a, error) && !fs::is_regular_file(a, error)) return false;
  if (a == b) return true;
  auto const linked = fs::equivalent(a, b, error);
  return !error && linked;
}

}  // namespace

void distinct_files::read(std::string_view what, fs::path const& file) {
  known_.push_back({resolved(file), what, false});
}

void distinct_files::write(std::string_view what, std::optional<fs::path> const& file) {
  if (!file) return;
  auto place = resolved(*file);
  for (auto const& each : known_) {
    if (!same(place, each.file)) continue;
    auto const shown = apps::escape_controls(file->string());
    throw apps::usage_error(
        each.written
            ? fmt::format("{}: {} is the file of {}, too, and would replace it: give each a file of its own", what,
                          shown, each.what)
            : fmt::format("{}: {} is read as {}, and would be lost: give another file", what, shown, each.what));
  }
  known_.push_back({std::move(place), what, true});
}

}  // namespace dataarts::load
