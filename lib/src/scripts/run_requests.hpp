#ifndef DATAARTS_SCRIPTS_RUN_REQUESTS_HPP
#define DATAARTS_SCRIPTS_RUN_REQUESTS_HPP

#include <dataarts/call_options.hpp>
#include <dataarts/failure.hpp>
#include <dataarts/instance_ref.hpp>
#include <dataarts/script.hpp>

#include <boost/asio/awaitable.hpp>

#include <memory>

namespace dataarts {

class engine;

/// `client::execute` and `client::stop`, for operations that consist of several calls.
boost::asio::awaitable<result<instance_ref>> execute(std::shared_ptr<engine> which, script_ref what,
                                                     script_parameters const& parameters, call_options options);
boost::asio::awaitable<result<void>> stop(std::shared_ptr<engine> which, instance_ref what, call_options options);

}  // namespace dataarts

#endif
