#ifndef DATAARTS_LOAD_RUN_RETHROWN_HPP
#define DATAARTS_LOAD_RUN_RETHROWN_HPP

#include <exception>
#include <utility>

namespace dataarts::load {

/// For `co_spawn` in place of `detached`, which would swallow it: what a coroutine throws goes to the one who runs its
/// context. A user of a load that ended without a word would keep the run from ever ending.
inline void rethrown(std::exception_ptr what) {
  if (what) std::rethrow_exception(std::move(what));
}

}  // namespace dataarts::load

#endif
