#ifndef DATAARTS_MOCK_IN_PROCESS_JOURNAL_INBOX_HPP
#define DATAARTS_MOCK_IN_PROCESS_JOURNAL_INBOX_HPP

#include <dataarts/in_flight.hpp>
#include <dataarts/mock/journal.hpp>
#include <dataarts/mock/request_inbox.hpp>

#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

namespace dataarts::mock::in_process {

/// Hands each entry of a journal to one waiter. The journal is the buffer, and its bound; it has no follower while
/// nobody waits, so that requests cost nothing more then.
class journal_inbox final : public request_inbox, public std::enable_shared_from_this<journal_inbox> {
 public:
  /// @param flights  of the clock, to which those who wait are named; may be null
  journal_inbox(std::shared_ptr<journal> of, executor_type const& executor, std::shared_ptr<in_flight> flights)
      : journal_(std::move(of)), executor_(executor), flights_(std::move(flights)) {}

  executor_type executor() const noexcept override { return executor_; }
  std::uint64_t next_ticket() noexcept override { return tickets_.fetch_add(1, std::memory_order_relaxed); }
  void wait(std::uint64_t ticket, request_match const& match, std::unique_ptr<request_waiter> who) override;
  void cancel(std::uint64_t ticket) override;

  /// No more requests will come: whoever waits does so in vain.
  void close();

 private:
  struct waiting {
    std::uint64_t ticket;
    journal_criteria match;
    std::unique_ptr<request_waiter> who;
    in_flight::waiter noted = {};
  };
  struct completion {
    std::unique_ptr<request_waiter> who;
    boost::system::error_code error;
    journal_entry found = {};
  };
  using completions = std::vector<completion>;

  void look();
  void serve(completions& to);
  std::optional<journal_entry> take(journal_criteria& match);
  static void tell(completions& whom);

  std::shared_ptr<journal> journal_;
  executor_type executor_;
  std::shared_ptr<in_flight> flights_;
  std::atomic<std::uint64_t> tickets_ = 0;
  std::mutex mutex_;                            // of the following
  std::list<waiting> waiting_;                  // who came first is first
  std::set<std::uint64_t> taken_;               // entries that the journal still has
  std::unique_ptr<journal_follower> follower_;  // while somebody waits
  bool closed_ = false;
};

}  // namespace dataarts::mock::in_process

#endif
