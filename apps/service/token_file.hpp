#ifndef DATAARTS_APPS_TOKEN_FILE_HPP
#define DATAARTS_APPS_TOKEN_FILE_HPP

#include <string>

namespace dataarts::apps {

/// Reads a token: the content of the file without blanks and line ends around it. Throws `usage_error`, which never
/// holds any of the content, if the file cannot be read, holds no token or JSON, or holds more than one line or 64 KiB.
/// @param origin  how the file was named, for the message: "--token-file".
std::string read_token_file(std::string const& path, std::string const& origin);

}  // namespace dataarts::apps

#endif
