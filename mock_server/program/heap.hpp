#ifndef DATAARTS_MOCK_PROGRAM_HEAP_HPP
#define DATAARTS_MOCK_PROGRAM_HEAP_HPP

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace dataarts::mock::program {

/// Gives memory that is free back to the system, which counts it as the program's own otherwise. Where that can be
/// done.
inline void give_back_memory() noexcept {
#ifdef __GLIBC__
  ::malloc_trim(0);
#endif
}

}  // namespace dataarts::mock::program

#endif
