#ifndef DATAARTS_MOCK_FILE_TEXT_HPP
#define DATAARTS_MOCK_FILE_TEXT_HPP

#include <filesystem>
#include <string>

namespace dataarts::mock {

/// The content of a file. Throws `std::runtime_error`: "cannot read FILE: why".
std::string file_text(std::filesystem::path const& file);

}  // namespace dataarts::mock

#endif
