#include "run/process_use.hpp"

#include <sys/resource.h>
#include <sys/time.h>

namespace dataarts::load {
namespace {

std::chrono::nanoseconds time_of(timeval const& value) noexcept {
  return std::chrono::seconds(value.tv_sec) + std::chrono::microseconds(value.tv_usec);
}

}  // namespace

process_use look_at_process() noexcept {
  rusage seen{};
  if (::getrusage(RUSAGE_SELF, &seen) != 0) return {};
  constexpr std::uint64_t unit = 1024;  // of ru_maxrss, see getrusage(2)
  return {time_of(seen.ru_utime), time_of(seen.ru_stime), static_cast<std::uint64_t>(seen.ru_maxrss) * unit};
}

}  // namespace dataarts::load
