#ifndef DATAARTS_MOCK_HANDLER_MEMORY_HPP
#define DATAARTS_MOCK_HANDLER_MEMORY_HPP

#include <cstddef>
#include <new>

namespace dataarts::mock {

/// Room for the one operation that a session has under way, so that starting it allocates nothing.
class handler_memory {
 public:
  handler_memory() = default;
  handler_memory(handler_memory const&) = delete;
  handler_memory& operator=(handler_memory const&) = delete;

  void* allocate(std::size_t size) {
    if (taken_ || size > sizeof(room_)) return ::operator new(size);
    taken_ = true;
    return room_;
  }
  void deallocate(void* which) noexcept {
    if (which == room_) {
      taken_ = false;
    } else {
      ::operator delete(which);
    }
  }

 private:
  alignas(std::max_align_t) unsigned char room_[192];
  bool taken_ = false;
};

/// The allocator that Asio finds at a handler.
template <class T>
class handler_allocator {
 public:
  using value_type = T;

  explicit handler_allocator(handler_memory& memory) noexcept : memory_(&memory) {}
  template <class U>
  handler_allocator(handler_allocator<U> const& other) noexcept : memory_(other.memory_) {}

  T* allocate(std::size_t n) { return static_cast<T*>(memory_->allocate(n * sizeof(T))); }
  void deallocate(T* which, std::size_t) noexcept { memory_->deallocate(which); }

  template <class U>
  bool operator==(handler_allocator<U> const& other) const noexcept {
    return memory_ == other.memory_;
  }

 private:
  template <class>
  friend class handler_allocator;
  handler_memory* memory_;
};

}  // namespace dataarts::mock

#endif
