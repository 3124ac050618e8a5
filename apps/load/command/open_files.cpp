#include "command/open_files.hpp"

#include "usage_error.hpp"

#include <fmt/format.h>

#include <algorithm>

#include <sys/resource.h>

namespace dataarts::load {

void allow_connections(std::size_t connections) {
  // Standard streams, outputs, what each thread polls with, a look-up of names.
  constexpr rlim_t others = 64;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  auto const wanted = static_cast<rlim_t>(connections) + others;
  if (limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur < wanted) {
    limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? wanted : std::min(wanted, limit.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &limit);
    ::getrlimit(RLIMIT_NOFILE, &limit);
  }
  if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= connections + others / 4) return;
  throw apps::usage_error(fmt::format(
      "--connections: {} connections need about {} open files, but this process may have {}: give fewer, or "
      "raise the limit (ulimit -n)",
      connections, wanted, limit.rlim_cur));
}

}  // namespace dataarts::load
