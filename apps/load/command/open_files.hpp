#ifndef DATAARTS_LOAD_COMMAND_OPEN_FILES_HPP
#define DATAARTS_LOAD_COMMAND_OPEN_FILES_HPP

#include <cstddef>

namespace dataarts::load {

/// Raises this process's limit of open files, as far as it may, to what so many connections need. Throws `usage_error`
/// if that is not enough: the connections that could not be opened would be the limit of every figure.
void allow_connections(std::size_t connections);

}  // namespace dataarts::load

#endif
