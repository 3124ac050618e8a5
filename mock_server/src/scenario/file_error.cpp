#include <dataarts/mock/file_error.hpp>

#include <utility>

namespace dataarts::mock {
namespace {

std::string all_of(std::vector<file_problem> const& problems) {
  std::string all;
  for (auto const& each : problems) all.append(all.empty() ? "" : "\n").append(to_text(each));
  return all;
}

}  // namespace

std::string to_text(file_problem const& problem) {
  std::string made;
  auto const& place = problem.place;
  if (!place.file.empty()) {
    made = place.file + ':';
    if (place.line > 0) made += std::to_string(place.line) + ':' + std::to_string(place.column) + ':';
    made += ' ';
  }
  if (!problem.path.empty()) made += problem.path + ' ';
  return made + problem.message;
}

file_error::file_error(std::vector<file_problem> problems, std::vector<std::filesystem::path> files)
    : std::runtime_error(all_of(problems)), problems_(std::move(problems)), files_(std::move(files)) {}

}  // namespace dataarts::mock
