#ifndef DATAARTS_MOCK_RUNS_RUN_MAP_HPP
#define DATAARTS_MOCK_RUNS_RUN_MAP_HPP

#include "runs/name_key.hpp"
#include "runs/run_entry.hpp"
#include "runs/run_pool.hpp"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

namespace dataarts::mock::runs {

/// A name with its hash, which is worked out once.
struct hashed_name {
  explicit hashed_name(name_view of) noexcept : name(of), hash(name_hash()(of)) {}

  name_view name;
  std::size_t hash;
};

/// The records of runs by name. Made for many that are asked for in turn, none of which is in the processor's cache: a
/// look-up reads one place of the index and one entry, in which key and record are together. What adds or erases
/// invalidates iterators; pointers to records last as long as those are there.
class run_map {
  struct place {
    run_entry* entry = nullptr;  // null: nothing is here
    std::uint32_t hash = 0;
  };

 public:
  /// @param pool  has the entries; it lives longer
  explicit run_map(run_pool& pool) noexcept : pool_(pool) {}
  run_map(run_map const&) = delete;
  run_map& operator=(run_map const&) = delete;
  ~run_map();

  run_record* find(hashed_name const& run) noexcept {
    auto* const found = place_of(run);
    return found == nullptr ? nullptr : &found->entry->record;
  }

  /// Of a run that is not there.
  run_record& add(hashed_name const& run, run_record const& record);

  /// Of one that is there or not.
  run_record& put(hashed_name const& run, run_record const& record);

  bool erase(hashed_name const& run);

  /// Says how many there were.
  template <class Which>
  std::size_t erase_if(Which which) {
    if (index_.empty()) return 0;
    // Backwards from a place where nothing is: what moves up when one goes was looked at before.
    std::size_t at = 0;
    while (index_[at].entry != nullptr) at = next(at);
    auto const before = size_;
    for (auto left = index_.size(); --left > 0;) {
      at = (at - 1) & (index_.size() - 1);
      if (index_[at].entry != nullptr && which(std::as_const(*index_[at].entry))) erase_at(index_[at]);
    }
    return before - size_;
  }

  std::size_t size() const noexcept { return size_; }

  template <class Entry>
  class iterator_over {
   public:
    using value_type = run_entry;
    using difference_type = std::ptrdiff_t;
    using reference = Entry&;
    using pointer = Entry*;
    using iterator_category = std::forward_iterator_tag;

    iterator_over() = default;
    iterator_over(place const* at, place const* end) noexcept : at_(at), end_(end) { skip(); }

    Entry& operator*() const noexcept { return *at_->entry; }
    Entry* operator->() const noexcept { return at_->entry; }
    iterator_over& operator++() noexcept {
      ++at_;
      skip();
      return *this;
    }
    iterator_over operator++(int) noexcept {
      auto const was = *this;
      ++*this;
      return was;
    }
    friend bool operator==(iterator_over a, iterator_over b) noexcept { return a.at_ == b.at_; }

   private:
    void skip() noexcept {
      while (at_ != end_ && at_->entry == nullptr) ++at_;
    }

    place const* at_ = nullptr;
    place const* end_ = nullptr;
  };

  using iterator = iterator_over<run_entry>;
  using const_iterator = iterator_over<run_entry const>;

  // In no order.
  iterator begin() noexcept { return {index_.data(), index_end()}; }
  iterator end() noexcept { return {index_end(), index_end()}; }
  const_iterator begin() const noexcept { return {index_.data(), index_end()}; }
  const_iterator end() const noexcept { return {index_end(), index_end()}; }

 private:
  // Another part than the one that chose the table.
  static std::uint32_t short_of(std::size_t hash) noexcept { return static_cast<std::uint32_t>(hash >> 16); }

  place const* index_end() const noexcept { return index_.data() + index_.size(); }

  std::size_t next(std::size_t at) const noexcept { return (at + 1) & (index_.size() - 1); }

  // Null: it is not there.
  place* place_of(hashed_name const& run) noexcept {
    if (index_.empty()) return nullptr;
    auto const hash = short_of(run.hash);
    for (auto at = hash & (index_.size() - 1); index_[at].entry != nullptr; at = next(at)) {
      auto& found = index_[at];
      if (found.hash != hash) continue;
      __builtin_prefetch(&found.entry->record);  // on its way while the names are compared
      if (found.entry->key == run.name) return &found;
    }
    return nullptr;
  }

  void note(place what) noexcept;
  void grow();
  void erase_at(place& at) noexcept;

  run_pool& pool_;
  std::vector<place> index_;  // a power of two of them, a quarter of which is free at least
  std::size_t size_ = 0;
};

}  // namespace dataarts::mock::runs

#endif
