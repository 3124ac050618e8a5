#ifndef DATAARTS_MOCK_PROGRAM_PORT_FILE_HPP
#define DATAARTS_MOCK_PROGRAM_PORT_FILE_HPP

#include <cstdint>
#include <filesystem>

namespace dataarts::mock::program {

/// Removes the file of an earlier start, which names a port that may be anybody's by now. It may be missing. Throws as
/// `write_port_file`.
void remove_port_file(std::filesystem::path const& file);

/// Writes the port and a line feed. A reader finds the whole file or none. Throws `std::runtime_error` that names the
/// file and the reason.
void write_port_file(std::filesystem::path const& file, std::uint16_t port);

}  // namespace dataarts::mock::program

#endif
