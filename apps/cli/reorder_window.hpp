#ifndef DATAARTS_CLI_REORDER_WINDOW_HPP
#define DATAARTS_CLI_REORDER_WINDOW_HPP

#include <cstddef>
#include <deque>
#include <optional>
#include <utility>

namespace dataarts::cli {

/// Brings things that are finished in any order back into their order, holding a bounded number and size of them.
///
/// The bound is kept by whoever starts things: one may start only if `admits` its index. The first one that is
/// missing has been admitted already, so waiting for it always ends.
template <class T>
class reorder_window {
 public:
  /// @param most  indices from the first missing one that may be under way or held
  /// @param most_weight  no index is admitted while more than this is held
  reorder_window(std::size_t most, std::size_t most_weight) : most_(most), most_weight_(most_weight) {}

  bool admits(std::size_t index) const noexcept {
    return index == first_ || (index < first_ + most_ && weight_ <= most_weight_);
  }

  void put(std::size_t index, T value, std::size_t weight) {
    auto const slot = index - first_;
    while (held_.size() <= slot) held_.emplace_back();
    held_[slot].emplace(std::move(value), weight);
    weight_ += weight;
  }

  /// The next one in order, if it is there.
  std::optional<T> take() {
    if (held_.empty() || !held_.front()) return std::nullopt;
    return take_front();
  }

  /// The next one in order that is there, whatever is missing before it. For the end, when nothing follows.
  std::optional<T> take_any() {
    while (!held_.empty() && !held_.front()) drop_front();
    if (held_.empty()) return std::nullopt;
    return take_front();
  }

  std::size_t weight() const noexcept { return weight_; }

 private:
  struct entry {
    entry(T held_value, std::size_t held_weight) : value(std::move(held_value)), weight(held_weight) {}
    T value;
    std::size_t weight;
  };

  std::optional<T> take_front() {
    std::optional<T> taken(std::move(held_.front()->value));
    weight_ -= held_.front()->weight;
    drop_front();
    return taken;
  }

  void drop_front() {
    held_.pop_front();
    ++first_;
  }

  std::size_t most_;
  std::size_t most_weight_;
  std::size_t first_ = 0;
  std::size_t weight_ = 0;
  std::deque<std::optional<entry>> held_;
};

}  // namespace dataarts::cli

#endif
