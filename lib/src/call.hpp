#ifndef DATAARTS_CALL_HPP
#define DATAARTS_CALL_HPP

#include "completion.hpp"
#include "observe/notes.hpp"

#include <dataarts/clock.hpp>

#include <boost/intrusive/list.hpp>

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace dataarts {

namespace http {

class connection;

/// Lets those delete a connection who do not know what it is.
struct connection_deleter {
  void operator()(connection* which) const noexcept;
};
using connection_ptr = std::unique_ptr<connection, connection_deleter>;

}  // namespace http

struct operation;

/// One query, or one call of another operation, from its start to its outcome. Owned by the engine, which uses the
/// objects again and never frees one before it ends itself: a pointer and a `serial` are a safe reference to a call.
struct call : boost::intrusive::list_base_hook<> {
  instance_ref ref;
  completion target;
  clock::time_point started{};
  clock::time_point deadline{};
  std::uint64_t serial = 0;              ///< of the present use; another one means that the call is over
  http::connection* exchange = nullptr;  ///< null while it waits for a connection
  void const* owner = nullptr;           ///< the stream that made it, if any
  /// Which list of the engine it is in.
  enum class place : std::uint8_t { none, following, authorizing, waiting, pausing, exchanging };
  static constexpr std::size_t places = 6;

  operation* what = nullptr;  ///< what is asked for, if it is no query; belongs to `target`
  bool unsettled = false;     ///< sent, must not be sent twice, and no answer tells what became of it

  unsigned attempts = 0;  ///< requests sent, or tried to be sent
  unsigned retries = 0;   ///< of them, those after a failure; not the one after a stale connection
  place at = place::none;
  bool leads = false;                 ///< others that ask for the same instance find it
  call* leader = nullptr;             ///< whose outcome it gets
  call* next_follower = nullptr;      ///< of the leader: the first one; of a follower: the next one
  std::uint32_t credentials = 0;      ///< with which the last attempt was made, see `credential_keeper::serial`
  bool renewed = false;               ///< it was repeated with other credentials
  bool needs_fresh = false;           ///< a reused connection failed it: only a new one will do
  clock::time_point wakes{};          ///< when its pause ends
  clock::time_point sent{};           ///< when its last attempt began
  clock::time_point waits_since{};    ///< while it waits
  clock::duration waited{};           ///< before that, in all
  clock::time_point impatient_at{};   ///< when waiting becomes too long
  std::vector<failure::attempt> met;  ///< attempts that failed so far
  observe::call_notes notes;
};

using call_list = boost::intrusive::list<call, boost::intrusive::constant_time_size<true>>;

/// Calls whose outcome is known, collected under the engine's lock and told to the callers after it. Also takes the
/// connections that were dropped meanwhile, since they may be among the callers of the function that drops them.
class finished_calls {
 public:
  class memory;

  /// Memory for `count` outcomes, to be used again; empty.
  void use(memory&& from, std::size_t count);
  memory give_memory();

  void add(call& which, result<script_instance> outcome) {
    if (!first_.used) {
      first_ = {true, std::move(which.target), std::move(which.ref), std::move(outcome)};
    } else {
      more_.push_back({true, std::move(which.target), std::move(which.ref), std::move(outcome)});
    }
  }

  void bury(http::connection_ptr which) { dropped_.push_back(std::move(which)); }

  void deliver(delivery how, boost::asio::any_io_executor const& executor) {
    if (!first_.used) return;
    try {
      tell(first_, how, executor);
      for (auto& each : more_) tell(each, how, executor);
    } catch (...) {
      // A callback threw: that is its caller's business, but the others are still told.
      for (auto& each : more_) {
        if (each.used) tell(each, delivery::posted, executor);
      }
      throw;
    }
  }

 private:
  struct entry {
    bool used = false;
    completion target;
    instance_ref ref;
    result<script_instance> outcome = failure();
  };

  static void tell(entry& which, delivery how, boost::asio::any_io_executor const& executor) {
    which.used = false;
    which.target(how, executor, std::move(which.ref), std::move(which.outcome));
  }

  entry first_;  // nearly always the only one
  std::vector<entry> more_;
  std::vector<http::connection_ptr> dropped_;
};

class finished_calls::memory {
  friend class finished_calls;
  std::vector<entry> entries;
};

inline void finished_calls::use(memory&& from, std::size_t count) {
  more_ = std::move(from.entries);
  more_.reserve(count);
}

inline finished_calls::memory finished_calls::give_memory() {
  memory made;
  more_.clear();
  made.entries = std::move(more_);
  return made;
}

}  // namespace dataarts

#endif
