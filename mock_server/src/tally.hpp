#ifndef DATAARTS_MOCK_TALLY_HPP
#define DATAARTS_MOCK_TALLY_HPP

#include <dataarts/mock/server.hpp>

#include <atomic>
#include <cstdint>

namespace dataarts::mock {

/// A number that one thread changes and any thread reads: no locked instruction is needed.
class tally_number {
 public:
  void add(std::uint64_t n = 1) noexcept { value_.store(get() + n, std::memory_order_relaxed); }
  void take_one() noexcept { value_.store(get() - 1, std::memory_order_relaxed); }
  std::uint64_t get() const noexcept { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

/// The counters of one thread of the server.
struct tally {
  tally_number connections_opened;
  tally_number connections_open;
  tally_number connections_turned_away;
  tally_number tls_handshakes;
  tally_number tls_resumed;
  tally_number requests;
  tally_number unmatched;
  tally_number malformed;
  tally_number timed_out;
  tally_number idle_closed;
  tally_number faults;

  void add_to(counters& sum) const noexcept;
};

}  // namespace dataarts::mock

#endif
