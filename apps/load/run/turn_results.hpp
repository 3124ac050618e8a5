#ifndef DATAARTS_LOAD_RUN_TURN_RESULTS_HPP
#define DATAARTS_LOAD_RUN_TURN_RESULTS_HPP

#include "compare/block.hpp"
#include "result/result.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace dataarts::load {

/// What an endpoint came to in all of its turns, put together as if they had been one run.
class turn_results {
 public:
  /// @param whole  the plan that is cut into turns.
  explicit turn_results(plan whole);

  void add(result const& turn);

  /// The seconds of all turns one after another, without the warm-ups.
  result const& together() const noexcept { return together_; }

  /// One for each turn.
  std::span<block const> blocks() const noexcept { return blocks_; }

  /// The same in short; `second` is the number of the turn, from 0.
  std::span<interval const> turns() const noexcept { return turns_; }

  /// Forgets the blocks after the first `count`: turns whose counterpart never came.
  void keep_blocks(std::size_t count) {
    blocks_.resize(count);
    turns_.resize(count);
  }

 private:
  result together_;
  std::vector<block> blocks_;
  std::vector<interval> turns_;
  std::int64_t next_second_ = 0;
};

}  // namespace dataarts::load

#endif
