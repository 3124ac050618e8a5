#ifndef DATAARTS_MOCK_OPEN_SESSION_HPP
#define DATAARTS_MOCK_OPEN_SESSION_HPP

#include "session_base.hpp"

#include <dataarts/memory_connection.hpp>

#include <boost/smart_ptr/intrusive_ptr.hpp>

namespace dataarts::mock {

class shard;
class tls_context;

// The session is written once and compiled for three kinds of stream, each in a file of its own.
// Null when the connection is gone already.
boost::intrusive_ptr<session_base> open_plain_session(shard& owner, session_socket socket);
boost::intrusive_ptr<session_base> open_tls_session(shard& owner, session_socket socket, tls_context const& tls);
boost::intrusive_ptr<session_base> open_memory_session(shard& owner, memory_end end);

}  // namespace dataarts::mock

#endif
