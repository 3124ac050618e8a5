#ifndef DATAARTS_MOCK_SOCKET_STATE_HPP
#define DATAARTS_MOCK_SOCKET_STATE_HPP

#include "session_base.hpp"

#include <string>

namespace dataarts::mock {

/// Whether the system holds nothing of a TCP connection that closing it could lose: no bytes that came and are not
/// read, none that were written and are not sent. False when it cannot tell.
bool is_quiet(int socket) noexcept;

/// Whether the other side has acknowledged all that was written, or never will, since it has reset the connection.
bool is_acknowledged(int socket) noexcept;

void close(session_socket& socket) noexcept;

/// So that what is unread or unsent is thrown away, and the client told so.
void reset(session_socket& socket) noexcept;

/// The connection's name in `in_flight`; empty if the client has gone already.
std::string client_name(session_socket const& socket);

}  // namespace dataarts::mock

#endif
