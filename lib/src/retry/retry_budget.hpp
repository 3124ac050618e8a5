#ifndef DATAARTS_RETRY_RETRY_BUDGET_HPP
#define DATAARTS_RETRY_RETRY_BUDGET_HPP

#include <algorithm>

namespace dataarts::retry {

/// The repetitions that all calls of a client may make, see `retry_options::budget`.
class retry_budget {
 public:
  retry_budget(double size, double ratio) noexcept : size_(size), ratio_(ratio), left_(size) {}

  void call_begins() noexcept { left_ = std::min(size_, left_ + ratio_); }

  /// False, and nothing taken, if the bucket is empty.
  bool take() noexcept {
    if (left_ < 1) return false;
    left_ -= 1;
    return true;
  }

  double left() const noexcept { return left_; }

 private:
  double size_;
  double ratio_;
  double left_;
};

}  // namespace dataarts::retry

#endif
