#ifndef DATAARTS_MOCK_PROGRAM_FILE_TEXT_HPP
#define DATAARTS_MOCK_PROGRAM_FILE_TEXT_HPP

#include <filesystem>
#include <string>

namespace dataarts::mock::program {

/// The content of a file. Throws `usage_error`: "cannot read FILE: why".
std::string file_text(std::filesystem::path const& file);

}  // namespace dataarts::mock::program

#endif
