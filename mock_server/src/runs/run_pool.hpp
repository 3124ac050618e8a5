#ifndef DATAARTS_MOCK_RUNS_RUN_POOL_HPP
#define DATAARTS_MOCK_RUNS_RUN_POOL_HPP

#include "runs/run_entry.hpp"

#include <cstddef>
#include <memory>
#include <mutex>
#include <new>
#include <vector>

namespace dataarts::mock::runs {

/// Where the entries of all runs are, close together. With thousands of runs asked in turn, each query touches memory
/// that nobody touched for long; what costs most then is not to fetch it but to find its page. So blocks are as large
/// as a huge page as soon as there are more than a few runs, and the system is asked for huge pages there. Memory is
/// given back when no entry is left. For any number of threads at once.
class run_pool {
 public:
  run_pool() = default;
  run_pool(run_pool const&) = delete;
  run_pool& operator=(run_pool const&) = delete;

  /// All entries were destroyed before.
  ~run_pool() = default;

  run_entry* make(name_view name, run_record const& of);
  void destroy(run_entry* what) noexcept;

 private:
  union slot;
  struct block_deleter {
    std::size_t bytes;
    void operator()(void* block) const noexcept;
  };

  using block = std::unique_ptr<void, block_deleter>;

  slot* take();
  void put_back(slot* what) noexcept;
  void add_block();

  std::mutex mutex_;  // of the following
  std::vector<block> blocks_;
  std::size_t used_ = 0;        // entries
  slot* free_ = nullptr;        // those that were given back, in a list
  slot* unused_ = nullptr;      // in the newest block …
  slot* unused_end_ = nullptr;  // … up to here
};

}  // namespace dataarts::mock::runs

#endif
