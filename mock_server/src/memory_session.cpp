#include "memory_stream.hpp"
#include "open_session.hpp"
#include "session.hpp"

namespace dataarts::mock {

boost::intrusive_ptr<session_base> open_memory_session(shard& owner, memory_end end) {
  return new session<memory_stream>(owner, memory_stream(owner.executor(), std::move(end)));
}

}  // namespace dataarts::mock
