#include "open_session.hpp"
#include "session.hpp"
#include "tls_context.hpp"
#include "tls_stream.hpp"

namespace dataarts::mock {

boost::intrusive_ptr<session_base> open_tls_session(shard& owner, session_socket socket, tls_context const& tls) {
  tls_stream stream(std::move(socket), tls);
  if (!stream.usable()) return nullptr;
  return new session<tls_stream>(owner, std::move(stream));
}

}  // namespace dataarts::mock
