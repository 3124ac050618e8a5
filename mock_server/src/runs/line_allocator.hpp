#ifndef DATAARTS_MOCK_RUNS_LINE_ALLOCATOR_HPP
#define DATAARTS_MOCK_RUNS_LINE_ALLOCATOR_HPP

#include <cstddef>
#include <new>

namespace dataarts::mock::runs {

/// Lets what is allocated begin with a cache line: for `std::allocate_shared`, so that the counts and the first members
/// of the object are in the same one.
template <class T>
struct line_allocator {
  using value_type = T;

  line_allocator() = default;
  template <class U>
  explicit(false) line_allocator(line_allocator<U> const&) noexcept {}

  T* allocate(std::size_t n) { return static_cast<T*>(::operator new(n * sizeof(T), line)); }
  void deallocate(T* what, std::size_t) noexcept { ::operator delete(what, line); }

  friend bool operator==(line_allocator, line_allocator) noexcept { return true; }

 private:
  static constexpr std::align_val_t line{64};
};

}  // namespace dataarts::mock::runs

#endif
