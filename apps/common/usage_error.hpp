#ifndef DATAARTS_APPS_USAGE_ERROR_HPP
#define DATAARTS_APPS_USAGE_ERROR_HPP

#include <stdexcept>

namespace dataarts::apps {

/// The command line, the environment or a file that they name cannot be used. `what()` is one line: what is wrong,
/// where, and what would be right.
class usage_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace dataarts::apps

#endif
