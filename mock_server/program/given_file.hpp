#ifndef DATAARTS_MOCK_PROGRAM_GIVEN_FILE_HPP
#define DATAARTS_MOCK_PROGRAM_GIVEN_FILE_HPP

#include <filesystem>
#include <string>

namespace dataarts::mock::program {

/// The content of a file that was named on the command line. Throws `usage_error`: "cannot read FILE: why".
std::string given_file(std::filesystem::path const& file);

}  // namespace dataarts::mock::program

#endif
