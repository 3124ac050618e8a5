#ifndef DATAARTS_MOCK_PROGRAM_REPLACE_FILE_HPP
#define DATAARTS_MOCK_PROGRAM_REPLACE_FILE_HPP

#include <filesystem>
#include <string_view>

namespace dataarts::mock::program {

/// Writes a file anew: a reader finds the whole old one or the whole new one. Throws `std::runtime_error` that names
/// the file and the reason.
void replace_file(std::filesystem::path const& file, std::string_view text);

}  // namespace dataarts::mock::program

#endif
