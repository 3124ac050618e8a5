#ifndef DATAARTS_LOAD_PLAN_PLAN_ERROR_HPP
#define DATAARTS_LOAD_PLAN_PLAN_ERROR_HPP

#include <stdexcept>

namespace dataarts::load {

/// A text that describes a part of a plan cannot be read. `what()` is one line: what is wrong, where, and what would be
/// right. It does not name the option that the text comes from.
class plan_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace dataarts::load

#endif
