#ifndef DATAARTS_BENCHMARKS_LOAD_REPORT_HPP
#define DATAARTS_BENCHMARKS_LOAD_REPORT_HPP

#include <sys/resource.h>

#include <chrono>
#include <cstdint>
#include <cstdio>

/// What a load program saw: printed at its end as one JSON object, so that all of them are read alike.
struct load_tally {
  std::uint64_t answered = 0;    ///< complete answers that were understood
  std::uint64_t failed = 0;      ///< everything else
  std::uint64_t finished = 0;    ///< answers whose status is FINISHED
  std::uint64_t cell_bytes = 0;  ///< text bytes of the first rows: proves that they were read
};

inline double seconds_of(timeval const& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

inline void print_load_report(load_tally const& tally, std::chrono::steady_clock::duration wall) {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  std::printf(
      "{\"requests\":%llu,\"failed\":%llu,\"finished\":%llu,\"cell_bytes\":%llu,"
      "\"wall_seconds\":%.6f,\"user_seconds\":%.6f,\"system_seconds\":%.6f}\n",
      static_cast<unsigned long long>(tally.answered), static_cast<unsigned long long>(tally.failed),
      static_cast<unsigned long long>(tally.finished), static_cast<unsigned long long>(tally.cell_bytes),
      std::chrono::duration<double>(wall).count(), seconds_of(used.ru_utime), seconds_of(used.ru_stime));
}

#endif
