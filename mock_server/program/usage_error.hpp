#ifndef DATAARTS_MOCK_PROGRAM_USAGE_ERROR_HPP
#define DATAARTS_MOCK_PROGRAM_USAGE_ERROR_HPP

#include <stdexcept>

namespace dataarts::mock::program {

/// The program was called in a way that it cannot follow; the text says what would be right.
class usage_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace dataarts::mock::program

#endif
