#include <dataarts/mock/failure_reporter.hpp>

#include <mutex>
#include <utility>

namespace dataarts::mock {
namespace {

struct reporter_of_all {
  std::mutex mutex;
  failure_reporter now;
};

// Never destroyed: servers with static storage may outlive whatever is.
reporter_of_all& of_all() {
  static auto& made = *new reporter_of_all;  // NOLINT(cppcoreguidelines-owning-memory)
  return made;
}

}  // namespace

failure_reporter set_failure_reporter(failure_reporter which) noexcept {
  auto& held = of_all();
  std::lock_guard const lock(held.mutex);
  std::swap(held.now, which);
  return which;
}

failure_reporter current_failure_reporter() {
  auto& held = of_all();
  std::lock_guard const lock(held.mutex);
  return held.now;
}

}  // namespace dataarts::mock
