#ifndef DATAARTS_SHARING_ANSWER_CACHE_HPP
#define DATAARTS_SHARING_ANSWER_CACHE_HPP

#include "sharing/reference_hash.hpp"

#include <dataarts/clock.hpp>
#include <dataarts/instance_ref.hpp>
#include <dataarts/script_instance.hpp>
#include <dataarts/sharing_options.hpp>

#include <cstddef>
#include <list>
#include <optional>
#include <unordered_map>

namespace dataarts::sharing {

/// Answers kept for later calls, within a bound of memory. Knows no clock.
class answer_cache {
 public:
  using time_point = clock::time_point;
  using duration = clock::duration;

  explicit answer_cache(sharing_options const& options) noexcept
      : most_bytes_(options.remember_bytes), terminal_for_ever_(options.remember_terminal) {}

  bool enabled() const noexcept { return most_bytes_ > 0; }

  /// An answer that is good enough; null if there is none. It is the most recently used one then.
  /// @param max_age  of an answer, from its arrival. Unset: only what never changes will do.
  script_instance const* find(instance_ref const& which, time_point now, std::optional<duration> max_age);

  /// Keeps an answer, in place of an earlier one for the same instance. One that is too large for the bound is not
  /// kept.
  void keep(instance_ref const& which, script_instance const& answer, time_point now);

  /// What is kept, about: answers, references and bookkeeping.
  std::size_t bytes() const noexcept { return bytes_; }
  std::size_t size() const noexcept { return by_reference_.size(); }

 private:
  struct entry {
    instance_ref ref;
    script_instance answer;
    time_point came;
    std::size_t bytes;
  };
  using entries = std::list<entry>;

  void remove(entries::iterator which);

  std::size_t most_bytes_;
  bool terminal_for_ever_;
  std::size_t bytes_ = 0;
  entries by_use_;  // the front was used last
  std::unordered_map<instance_ref const*, entries::iterator, reference_hash, reference_equal> by_reference_;
};

}  // namespace dataarts::sharing

#endif
