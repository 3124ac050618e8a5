#ifndef DATAARTS_MOCK_PROGRAM_AUTH_FILE_HPP
#define DATAARTS_MOCK_PROGRAM_AUTH_FILE_HPP

#include <dataarts/mock/auth_options.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace dataarts::mock::program {

/// Keys, tokens and users from the text of a file, which is JSON. Throws `usage_error`: "NAME:LINE:COLUMN: what is
/// wrong and what would be right". Repeats no value of the file.
auth_options parse_auth_file(std::string_view text, std::string const& name);

/// The same of a file. Throws `usage_error` also when it cannot be read.
auth_options read_auth_file(std::filesystem::path const& file);

}  // namespace dataarts::mock::program

#endif
