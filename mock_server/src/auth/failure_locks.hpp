#ifndef DATAARTS_MOCK_AUTH_FAILURE_LOCKS_HPP
#define DATAARTS_MOCK_AUTH_FAILURE_LOCKS_HPP

#include <dataarts/clock.hpp>

#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace dataarts::mock::auth {

/// Locks an access key for five minutes after more than five wrong signatures in a row. Thread-safe.
class failure_locks {
 public:
  static constexpr int failures_allowed = 5;
  static constexpr std::chrono::minutes lock_time{5};

  bool locked(std::string_view access_key, clock::time_point now);

  /// True: this failure locks the key.
  bool note_failure(std::string_view access_key, clock::time_point now);
  void note_success(std::string_view access_key);

 private:
  struct entry {
    int failures = 0;
    clock::time_point locked_until = clock::time_point::min();
  };

  std::mutex mutex_;
  std::map<std::string, entry, std::less<>> entries_;  // of keys whose last signature was wrong
};

}  // namespace dataarts::mock::auth

#endif
