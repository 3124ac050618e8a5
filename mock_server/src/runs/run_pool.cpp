#include "runs/run_pool.hpp"

#include <sys/mman.h>

#include <utility>

namespace dataarts::mock::runs {
namespace {

// Of x86-64, and of most others.
constexpr std::size_t huge_page = std::size_t(2) << 20;

// Few runs take little memory; from some hundred on they are in whole huge pages.
constexpr std::size_t runs_in_block(std::size_t nth) noexcept {
  constexpr std::size_t few = 32;
  constexpr std::size_t some = 256;
  if (nth < 2) return nth == 0 ? few : some;
  return huge_page / sizeof(run_entry);
}

constexpr std::align_val_t alignment_of(std::size_t bytes) noexcept {
  return std::align_val_t(bytes < huge_page ? alignof(run_entry) : huge_page);
}

}  // namespace

union run_pool::slot {
  slot* next;
  alignas(run_entry) std::byte room[sizeof(run_entry)];
};

void run_pool::block_deleter::operator()(void* block) const noexcept {
  ::operator delete(block, bytes, alignment_of(bytes));
}

run_entry* run_pool::make(name_view name, run_record const& of) {
  auto* const at = take();
  try {
    return ::new (static_cast<void*>(at)) run_entry(name, of);
  } catch (...) {
    put_back(::new (static_cast<void*>(at)) slot{nullptr});
    throw;
  }
}

void run_pool::destroy(run_entry* what) noexcept {
  what->~run_entry();
  put_back(::new (static_cast<void*>(what)) slot{nullptr});
}

run_pool::slot* run_pool::take() {
  std::lock_guard const lock(mutex_);
  if (free_ == nullptr && unused_ == unused_end_) add_block();
  ++used_;
  return free_ != nullptr ? std::exchange(free_, free_->next) : unused_++;
}

void run_pool::put_back(slot* what) noexcept {
  std::vector<block> going;  // without the lock
  std::lock_guard const lock(mutex_);
  what->next = std::exchange(free_, what);
  if (--used_ > 0) return;
  going.swap(blocks_);
  free_ = unused_ = unused_end_ = nullptr;
}

void run_pool::add_block() {
  auto const count = runs_in_block(blocks_.size());
  auto const bytes = count * sizeof(slot);
  blocks_.reserve(blocks_.size() + 1);
  blocks_.emplace_back(::operator new(bytes, alignment_of(bytes)), block_deleter{bytes});
  auto* const made = blocks_.back().get();
#ifdef MADV_HUGEPAGE
  if (bytes >= huge_page) ::madvise(made, bytes, MADV_HUGEPAGE);  // without them it is slower, and that is all
#endif
  unused_ = static_cast<slot*>(made);
  unused_end_ = unused_ + count;
}

}  // namespace dataarts::mock::runs
