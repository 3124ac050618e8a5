#ifndef DATAARTS_MOCK_RUNS_RUN_ENTRY_HPP
#define DATAARTS_MOCK_RUNS_RUN_ENTRY_HPP

#include "runs/run_key.hpp"
#include "runs/run_record.hpp"

namespace dataarts::mock::runs {

/// A run that has a state, in two pairs of cache lines: processors fetch them in pairs.
struct alignas(128) run_entry {
  run_entry(name_view name, run_record const& of) : key(name), record(of) {}

  run_key key;
  run_record record;
};

static_assert(sizeof(run_entry) == 256);

}  // namespace dataarts::mock::runs

#endif
