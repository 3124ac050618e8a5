#ifndef DATAARTS_CALL_HPP
#define DATAARTS_CALL_HPP

#include "completion.hpp"

#include <dataarts/clock.hpp>

#include <boost/intrusive/list.hpp>

#include <cstdint>
#include <vector>

namespace dataarts {

class connection;

/// One query from its start to its outcome. Owned by the engine, which uses the objects again and never frees one
/// before it ends itself: a pointer and a `serial` are a safe reference to a call.
struct call : boost::intrusive::list_base_hook<> {
  instance_ref ref;
  completion target;
  clock::time_point started{};
  clock::time_point deadline{};
  std::uint64_t serial = 0;        ///< of the present use; another one means that the call is over
  connection* exchange = nullptr;  ///< null while it waits for a connection
  void const* owner = nullptr;     ///< the stream that made it, if any
  unsigned attempts = 0;
  bool needs_fresh = false;  ///< a reused connection failed it: only a new one will do
};

using call_list = boost::intrusive::list<call, boost::intrusive::constant_time_size<true>>;

/// Calls whose outcome is known, collected under the engine's lock and told to the callers after it.
class finished_calls {
 public:
  void add(call& which, result<script_instance> outcome) {
    if (!first_.used) {
      first_ = {true, std::move(which.target), std::move(which.ref), std::move(outcome)};
    } else {
      more_.push_back({true, std::move(which.target), std::move(which.ref), std::move(outcome)});
    }
  }

  bool empty() const noexcept { return !first_.used; }

  void deliver(delivery how, boost::asio::any_io_executor const& executor) {
    if (!first_.used) return;
    first_.used = false;
    first_.target(how, executor, std::move(first_.ref), std::move(first_.outcome));
    for (auto& each : more_) each.target(how, executor, std::move(each.ref), std::move(each.outcome));
    more_.clear();
  }

 private:
  struct entry {
    bool used = false;
    completion target;
    instance_ref ref;
    result<script_instance> outcome = failure();
  };

  entry first_;  // nearly always the only one
  std::vector<entry> more_;
};

}  // namespace dataarts

#endif
