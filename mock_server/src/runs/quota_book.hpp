#ifndef DATAARTS_MOCK_RUNS_QUOTA_BOOK_HPP
#define DATAARTS_MOCK_RUNS_QUOTA_BOOK_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/answer.hpp>
#include <dataarts/mock/quota_rule.hpp>
#include <dataarts/mock/request_view.hpp>

#include "runs/name_key.hpp"
#include "script_route.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

namespace dataarts::mock::runs {

/// The last requests that were let through for one key, as many as a window may hold.
class passed_requests {
 public:
  bool full(quota_rule const& quota, clock::time_point now) const noexcept {
    return times_.size() == quota.limit && now - times_[oldest_] < quota.window;
  }
  void add(quota_rule const& quota, clock::time_point now);
  bool stale(quota_rule const& quota, clock::time_point now) const noexcept { return now - newest_ >= quota.window; }

 private:
  std::vector<clock::time_point> times_;  // a ring, once it is full
  std::size_t oldest_ = 0;
  clock::time_point newest_;
};

/// What one session has used of its quotas.
class quota_usage {
 public:
  std::mutex mutex;  ///< of the following; to be locked by the caller
  using by_key = std::unordered_map<std::uint64_t, passed_requests>;
  std::vector<by_key> of_quota;
  std::vector<std::pair<quota_rule const*, passed_requests*>> concerned;  // by one request; kept for its memory
  std::uint64_t refused = 0;

  static constexpr std::size_t most_keys = 10'000;
};

/// The quotas. Not for several threads at once while one is added.
class quota_book {
 public:
  void add(quota_rule const& quota);
  bool empty() const noexcept { return all_.empty(); }

  /// Counts a request, or gives the answer to one that is refused. It is one decision for all quotas.
  /// The answer keeps what it is part of.
  /// @param what  without project: projects share their runs
  std::shared_ptr<answer const> refuse(quota_usage& usage, request_view const& request, operation asked, name_view what,
                                       clock::time_point now) const;

  std::vector<quota_rule> rules() const;

 private:
  struct prepared_quota {
    quota_rule rule;
    answer refusal;
  };

  std::vector<std::shared_ptr<prepared_quota const>> all_;
};

}  // namespace dataarts::mock::runs

#endif
