#include "given_file.hpp"

#include "file_text.hpp"
#include "usage_error.hpp"

#include <stdexcept>

namespace dataarts::mock::program {

std::string given_file(std::filesystem::path const& file) {
  try {
    return file_text(file);
  } catch (std::runtime_error const& problem) {
    throw usage_error(problem.what());
  }
}

}  // namespace dataarts::mock::program
