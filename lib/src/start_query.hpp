#ifndef DATAARTS_START_QUERY_HPP
#define DATAARTS_START_QUERY_HPP

#include "delivery.hpp"
#include "engine.hpp"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <utility>

namespace dataarts {

/// Begins a query when its coroutine is awaited. An operation of Asio rather than a coroutine of ours: one frame less
/// per query.
struct start_query {
  std::shared_ptr<engine> which;

  template <class Handler>
  void operator()(Handler handler, instance_ref ref, call_options const& options) const {
    auto const slot = boost::asio::get_associated_cancellation_slot(handler);
    which->start(std::move(ref), options, completion(coroutine_completion<Handler>(std::move(handler))), slot);
  }
};

inline boost::asio::awaitable<result<script_instance>> query(std::shared_ptr<engine> which, instance_ref ref,
                                                             call_options const& options) {
  return boost::asio::async_initiate<boost::asio::use_awaitable_t<> const, void(result<script_instance>)>(
      start_query{std::move(which)}, boost::asio::use_awaitable, std::move(ref), options);
}

}  // namespace dataarts

#endif
