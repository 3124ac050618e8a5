#ifndef DATAARTS_MOCK_SOCKET_STATE_HPP
#define DATAARTS_MOCK_SOCKET_STATE_HPP

namespace dataarts::mock {

/// Whether the system holds nothing of a TCP connection that closing it could lose: no bytes that came and are not
/// read, none that were written and are not sent. False when it cannot tell.
bool is_quiet(int socket) noexcept;

/// Whether the other side has acknowledged all that was written.
bool is_acknowledged(int socket) noexcept;

}  // namespace dataarts::mock

#endif
