#ifndef DATAARTS_HTTP_WORKSPACE_HPP
#define DATAARTS_HTTP_WORKSPACE_HPP

#include "api/result_decoder.hpp"

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace dataarts::http {

/// The memory in which an answer is read: room for its bytes, and the decoder of its body.
struct workspace {
  explicit workspace(decode_limits limits) : decoder(limits) {}

  std::unique_ptr<char[]> buffer;
  std::size_t capacity = 0;
  result_decoder decoder;
};

/// The workspaces of a client in which no answer is being read. Connections that are idle, or wait for the first byte,
/// need none; and an answer that comes in one piece, as most do, is read where the one before was read, in memory that
/// the processor still has in its cache.
class spare_workspaces {
 public:
  /// The one used last; a new one if there is none.
  std::unique_ptr<workspace> take(decode_limits limits) {
    if (spare_.empty()) return std::make_unique<workspace>(limits);
    auto taken = std::move(spare_.back());
    spare_.pop_back();
    return taken;
  }

  /// `which` is as good as new, but for its memory. The decoder has a limit of its own to what it keeps.
  void give_back(std::unique_ptr<workspace> which) {
    if (spare_.size() >= most_spare) return;
    if (which->capacity > largest_kept) {
      which->buffer.reset();
      which->capacity = 0;
    }
    spare_.push_back(std::move(which));
  }

  /// There are no more than so many connections now. Those used last stay.
  void keep_at_most(std::size_t connections) noexcept {
    if (spare_.size() <= connections) return;
    spare_.erase(spare_.begin(), spare_.end() - static_cast<std::ptrdiff_t>(connections));
  }

  std::size_t size() const noexcept { return spare_.size(); }

 private:
  static constexpr std::size_t most_spare = 64;
  /// Of a buffer. It is larger only after a header, or a line of a chunk, that did not fit.
  static constexpr std::size_t largest_kept = std::size_t{64} * 1024;

  std::vector<std::unique_ptr<workspace>> spare_;
};

}  // namespace dataarts::http

#endif
