#ifndef DATAARTS_MOCK_PROGRAM_STANDARD_OUTPUT_HPP
#define DATAARTS_MOCK_PROGRAM_STANDARD_OUTPUT_HPP

#include <string>
#include <string_view>

namespace dataarts::mock::program {

/// Writes all of it to standard output. Throws `std::runtime_error`: "cannot write WHAT to standard output" and why.
void print(std::string_view text, std::string const& what);

/// Writes all of it. Throws `std::runtime_error`: "cannot write WHAT" and why.
void write_all(int descriptor, std::string_view text, std::string const& what);

}  // namespace dataarts::mock::program

#endif
