#ifndef DATAARTS_HTTP_HANDLER_MEMORY_HPP
#define DATAARTS_HTTP_HANDLER_MEMORY_HPP

#include <cstddef>
#include <new>

namespace dataarts::http {

/// Room for the handler of the one operation that a connection has under way, so that it allocates nothing.
class handler_memory {
 public:
  static constexpr std::size_t capacity = 512;

  void* allocate(std::size_t size) {
    if (used_ || size > capacity) return ::operator new(size);
    used_ = true;
    return space_;
  }

  void deallocate(void* at) noexcept {
    if (at == space_) {
      used_ = false;
    } else {
      ::operator delete(at);
    }
  }

 private:
  bool used_ = false;
  alignas(std::max_align_t) std::byte space_[capacity];
};

/// The standard allocator interface to it; Asio finds it as a handler's associated allocator.
template <class T>
class handler_allocator {
 public:
  using value_type = T;

  explicit handler_allocator(handler_memory& memory) noexcept : memory_(&memory) {}
  template <class U>
  handler_allocator(handler_allocator<U> const& other) noexcept : memory_(other.memory_) {}

  T* allocate(std::size_t count) { return static_cast<T*>(memory_->allocate(count * sizeof(T))); }
  void deallocate(T* at, std::size_t) noexcept { memory_->deallocate(at); }

  template <class U>
  friend bool operator==(handler_allocator const& a, handler_allocator<U> const& b) noexcept {
    return a.memory_ == b.memory_;
  }

 private:
  template <class>
  friend class handler_allocator;

  handler_memory* memory_;
};

}  // namespace dataarts::http

#endif
