#ifndef DATAARTS_MOCK_JOURNAL_HPP
#define DATAARTS_MOCK_JOURNAL_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/answer_source.hpp>
#include <dataarts/mock/journal_criteria.hpp>
#include <dataarts/mock/journal_entry.hpp>
#include <dataarts/mock/request_view.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace dataarts::mock {

struct journal_counters {
  std::uint64_t recorded = 0;   ///< requests, since the start
  std::uint64_t forgotten = 0;  ///< of them, those that gave way to newer ones; not those removed or cleared
};

/// Where a request was made: what the server knows besides the request itself.
struct journal_place {
  std::uint64_t connection = 0;
  std::uint64_t request_on_connection = 0;
  clock::time_point at;  ///< on the mock's clock
};

/// Gets each entry of a journal from now on, in order, through a queue of its own with a bound.
///
/// Members may be called by one thread at a time, any one. Has to be destroyed before its journal.
class journal_follower {
 public:
  journal_follower(journal_follower const&) = delete;
  journal_follower& operator=(journal_follower const&) = delete;
  ~journal_follower();  ///< when it returns, `wake` is not called any more

  /// What came since the last call, oldest first, at most so many. Empty: nothing; `wake` will be called.
  std::vector<journal_entry> take(std::size_t most = 1'000);

  /// The number of the last entry before the first one that this follower may get.
  std::uint64_t began_after() const noexcept { return began_after_; }

  /// Entries that found the queue full, and are lost to this follower.
  std::uint64_t dropped() const noexcept;

 private:
  friend class journal;
  class queue;
  journal_follower(class journal& of, std::shared_ptr<queue> made, std::uint64_t began_after) noexcept;

  class journal& of_;
  std::shared_ptr<queue> queue_;
  std::uint64_t began_after_;
};

/// What a server was asked and what it decided: the last entries, in memory, and followers that get each one.
///
/// An entry is made at the decision, before any delay or fault. `seq` is the order of recording: of two requests for
/// one instance that are decided at the same moment by two threads, `poll` says which was first. What is no whole
/// request (malformed, cut off, too slow) is counted in `counters` and not recorded.
///
/// All members may be called from any thread, while requests are served, and none holds them up for long. Recording
/// allocates nothing once the ring is full of entries of the usual size.
class journal {
 public:
  static constexpr std::size_t most_entries = 10'000'000;
  static constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

  /// @param capacity  how many entries are kept; 0: none, followers get theirs all the same.
  /// Throws `std::invalid_argument` above `most_entries`.
  explicit journal(std::size_t capacity = 1'000);
  journal(journal const&) = delete;
  journal& operator=(journal const&) = delete;
  ~journal();

  std::size_t capacity() const noexcept;
  journal_counters counts() const;

  /// What matches, oldest first. More than `limit`: the first ones if `criteria.since` is given, so that one can page,
  /// else the last ones.
  std::vector<journal_entry> find(journal_criteria const& criteria = {}, std::size_t limit = no_limit) const;

  std::uint64_t count(journal_criteria const& criteria = {}) const;

  /// The entry of that number, if it is still there.
  std::optional<journal_entry> entry(std::uint64_t seq) const;

  /// Forgets what matches. Returns how many.
  std::uint64_t remove(journal_criteria const& criteria);

  /// Forgets the entry of that number. False if it is not there.
  bool remove(std::uint64_t seq);

  /// Forgets all entries; numbers go on.
  void clear();

  /// @param capacity  entries that may wait to be taken; more are dropped and counted
  /// @param wake      called when an entry comes and none waited. On a thread of the server: it has to return at once,
  ///                  must not throw, and must not call the journal or the follower.
  std::unique_ptr<journal_follower> follow(std::size_t capacity, std::function<void()> wake = {});

  // What a server calls.

  /// The zero of `journal_entry::mock_time`. The first call counts.
  void start(clock::time_point at) noexcept;
  std::uint64_t next_connection() noexcept;
  void record(request_view const& request, decision const& made, journal_place const& where);

 private:
  friend class journal_follower;
  class impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace dataarts::mock

#endif
