#include "run/process_use.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <sys/resource.h>
#include <sys/time.h>

namespace dataarts::load {
namespace {

std::chrono::nanoseconds time_of(timeval const& value) noexcept {
  return std::chrono::seconds(value.tv_sec) + std::chrono::microseconds(value.tv_usec);
}

/// As the scheduler of Linux counts it; 0 where it does not.
std::chrono::nanoseconds waited_by_threads() {
  std::chrono::nanoseconds sum{0};
  std::error_code none;
  for (std::filesystem::directory_iterator each("/proc/self/task", none), end; !none && each != end;
       each.increment(none)) {
    std::ifstream in(each->path() / "schedstat");
    std::int64_t ran = 0;
    std::int64_t waited = 0;
    if (in >> ran >> waited) sum += std::chrono::nanoseconds(waited);
  }
  return sum;
}

}  // namespace

process_use look_at_process() {
  rusage seen{};
  if (::getrusage(RUSAGE_SELF, &seen) != 0) return {};
  constexpr std::uint64_t unit = 1024;  // of ru_maxrss, see getrusage(2)
  return {time_of(seen.ru_utime), time_of(seen.ru_stime), waited_by_threads(),
          static_cast<std::uint64_t>(seen.ru_maxrss) * unit};
}

}  // namespace dataarts::load
