// With allocation_counter.cpp, a library to preload into any program: counts its heap allocations and writes what it
// counted, at exit, to the file that ALLOCATION_COUNT_FILE names. The same for every program that is compared, so
// nothing is built specially.

#include "allocation_counter.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace {

[[gnu::destructor]] void write_count() {
  char const* const path = std::getenv("ALLOCATION_COUNT_FILE");
  if (path == nullptr) return;
  int const file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return;
  dprintf(file, "{\"allocations\":%llu,\"most_bytes\":%llu}\n",
          static_cast<unsigned long long>(count_allocations().allocations),
          static_cast<unsigned long long>(most_bytes_in_use()));
  close(file);
}

}  // namespace
