#ifndef DATAARTS_MOCK_OPEN_SESSION_HPP
#define DATAARTS_MOCK_OPEN_SESSION_HPP

#include "session_base.hpp"

#include <boost/smart_ptr/intrusive_ptr.hpp>

namespace dataarts::mock {

class shard;
class tls_context;

// The session is written once and compiled for two kinds of stream, each in a file of its own.
// Null when the connection is gone already.
boost::intrusive_ptr<session_base> open_plain_session(shard& owner, session_socket socket);
boost::intrusive_ptr<session_base> open_tls_session(shard& owner, session_socket socket, tls_context const& tls);

}  // namespace dataarts::mock

#endif
