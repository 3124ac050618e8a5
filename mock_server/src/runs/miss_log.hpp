#ifndef DATAARTS_MOCK_RUNS_MISS_LOG_HPP
#define DATAARTS_MOCK_RUNS_MISS_LOG_HPP

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts::mock::runs {

/// Says which requests no rule was there for: each path once, and no more than a few of them.
class miss_log {
 public:
  static constexpr std::size_t most = 20;

  explicit miss_log(std::function<void(std::string const&)> told) : told_(std::move(told)), open_(told_ != nullptr) {}

  /// @param explain  makes the text; only called when it is needed
  template <class Explain>
  void note(std::string_view path, Explain explain) {
    if (!open_.load(std::memory_order_relaxed)) return;
    {
      std::lock_guard const lock(mutex_);
      if (paths_.size() == most || std::find(paths_.begin(), paths_.end(), path) != paths_.end()) return;
      paths_.emplace_back(path);
      if (paths_.size() == most) open_ = false;
    }
    std::string text = explain();
    if (!open_) text += "\nfurther requests that no scenario matched are not reported";
    told_(text);
  }

 private:
  std::function<void(std::string const&)> told_;
  std::atomic<bool> open_;
  std::mutex mutex_;
  std::vector<std::string> paths_;
};

}  // namespace dataarts::mock::runs

#endif
