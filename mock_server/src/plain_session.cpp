#include "open_session.hpp"
#include "plain_stream.hpp"
#include "session.hpp"

namespace dataarts::mock {

boost::intrusive_ptr<session_base> open_plain_session(shard& owner, session_socket socket) {
  return new session<plain_stream>(owner, plain_stream(std::move(socket)));
}

}  // namespace dataarts::mock
