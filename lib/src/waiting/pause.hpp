#ifndef DATAARTS_WAITING_PAUSE_HPP
#define DATAARTS_WAITING_PAUSE_HPP

#include <dataarts/clock.hpp>
#include <dataarts/error.hpp>

#include <boost/asio/awaitable.hpp>

#include <memory>

namespace dataarts {

class engine;

namespace waiting {

/// Sleeps on the clock of a client. `errc{}` when the time has come, else why it ended before: `cancelled` or
/// `client_closed`. Completes on the executor of the coroutine, never inside this call.
boost::asio::awaitable<errc> pause_until(std::shared_ptr<engine> which, clock::time_point until);

}  // namespace waiting

}  // namespace dataarts

#endif
