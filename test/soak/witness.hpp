#ifndef DATAARTS_TEST_SOAK_WITNESS_HPP
#define DATAARTS_TEST_SOAK_WITNESS_HPP

#include <dataarts/observer.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace soak {

/// Numbers by name: compared between the two sides of the connections, and between two runs of the same seed.
using ledger = std::map<std::string, std::uint64_t>;

/// The client's side of the ledger, as its observer is told it.
class witness final : public dataarts::observer {
 public:
  /// How often each `errc` came; without one: a result.
  class tally {
   public:
    void add(std::optional<dataarts::errc> what) noexcept { ++counts_[what ? static_cast<std::size_t>(*what) : 0]; }
    std::uint64_t results() const noexcept { return counts_[0]; }
    std::uint64_t operator[](dataarts::errc what) const noexcept { return counts_[static_cast<std::size_t>(what)]; }
    std::uint64_t sum() const noexcept;
    void write_to(ledger& out, std::string const& prefix) const;

   private:
    std::array<std::uint64_t, dataarts::errc_count + 1> counts_{};
  };

  void call_began(dataarts::call_record const&) noexcept override { ++calls_begun; }
  void call_ended(dataarts::call_record const& record) noexcept override { calls.add(record.error); }
  void attempt_began(dataarts::attempt_record const&) noexcept override { ++requests_begun; }
  void attempt_ended(dataarts::attempt_record const& record) noexcept override;
  void connection_opened(dataarts::connection_record const&) noexcept override { ++connections_opened; }
  void connection_closed(dataarts::connection_record const&, dataarts::close_reason) noexcept override {
    ++connections_closed;
  }
  void connection_failed(dataarts::connection_record const&, dataarts::errc why) noexcept override {
    connect_failures.add(why);
  }

  std::uint64_t calls_begun = 0;
  tally calls;
  std::uint64_t requests_begun = 0;
  tally requests;  ///< those that were sent; attempts that found no connection are not among them
  /// Of them, those that broke before a byte of the answer came.
  std::uint64_t broken_silently = 0;
  /// And those that were reset in the middle of the answer.
  std::uint64_t broken_midway = 0;
  std::uint64_t connections_opened = 0;
  std::uint64_t connections_closed = 0;
  tally connect_failures;
};

}  // namespace soak

#endif
