#ifndef DATAARTS_TEST_SOAK_RESOURCES_HPP
#define DATAARTS_TEST_SOAK_RESOURCES_HPP

#include <cstddef>

namespace soak {

/// Open file descriptors of this process.
std::size_t open_descriptors();

/// Bytes that the program holds of what it has allocated.
std::size_t bytes_in_use();

/// Bytes of the process in memory (VmRSS).
std::size_t resident_bytes();

/// One per coroutine that was started: lives as long as its frame.
class frame {
 public:
  frame() noexcept { ++live_; }
  frame(frame const&) = delete;
  frame& operator=(frame const&) = delete;
  ~frame() { --live_; }

  static std::size_t live() noexcept { return live_; }

 private:
  static std::size_t live_;
};

}  // namespace soak

#endif
