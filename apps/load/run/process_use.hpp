#ifndef DATAARTS_LOAD_RUN_PROCESS_USE_HPP
#define DATAARTS_LOAD_RUN_PROCESS_USE_HPP

#include <chrono>
#include <cstdint>

namespace dataarts::load {

/// What this process has used so far: all of its threads.
struct process_use {
  std::chrono::nanoseconds user{0};
  std::chrono::nanoseconds system{0};
  std::chrono::nanoseconds waited{0};  ///< of the threads that there are: ready to run, without a processor
  std::uint64_t peak_resident_bytes = 0;
};

process_use look_at_process();

}  // namespace dataarts::load

#endif
