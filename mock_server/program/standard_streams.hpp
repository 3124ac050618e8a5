#ifndef DATAARTS_MOCK_PROGRAM_STANDARD_STREAMS_HPP
#define DATAARTS_MOCK_PROGRAM_STANDARD_STREAMS_HPP

#include <string>
#include <string_view>

namespace dataarts::mock::program {

/// Opens /dev/null for each of the descriptors 0, 1 and 2 that is closed, so that no socket gets its number and the
/// bytes that are meant for it. Using one of them still fails. Throws `std::runtime_error`.
void occupy_standard_streams();

/// Writes all of it to standard output. Throws `std::runtime_error`: "cannot write WHAT to standard output" and why.
void print(std::string_view text, std::string const& what);

}  // namespace dataarts::mock::program

#endif
