#ifndef DATAARTS_MOCK_PROGRAM_OPEN_FILES_HPP
#define DATAARTS_MOCK_PROGRAM_OPEN_FILES_HPP

namespace dataarts::mock::program {

/// Lets the process open as many files, and so connections, as it is allowed to. Best effort.
void raise_open_file_limit() noexcept;

}  // namespace dataarts::mock::program

#endif
