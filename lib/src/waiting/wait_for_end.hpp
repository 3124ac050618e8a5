#ifndef DATAARTS_WAITING_WAIT_FOR_END_HPP
#define DATAARTS_WAITING_WAIT_FOR_END_HPP

#include <dataarts/failure.hpp>
#include <dataarts/instance_ref.hpp>
#include <dataarts/poll_options.hpp>
#include <dataarts/script_instance.hpp>

#include <boost/asio/awaitable.hpp>

#include <memory>

namespace dataarts {

class engine;

namespace waiting {

/// See `client::wait`. The options have been checked, and the coroutine does not throw when it is cancelled
/// (`this_coro::throw_if_cancelled`).
/// @param just_started  by this client, a moment ago.
boost::asio::awaitable<result<script_instance>> wait_for_end(std::shared_ptr<engine> which, instance_ref ref,
                                                             poll_options options, bool just_started);

}  // namespace waiting

}  // namespace dataarts

#endif
