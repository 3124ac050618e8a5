#ifndef DATAARTS_WARM_UP_HPP
#define DATAARTS_WARM_UP_HPP

#include "completion.hpp"

#include <dataarts/clock.hpp>
#include <dataarts/failure.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/post.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace dataarts {

/// Where the outcome of `client::warm_up` goes, and the end of `client::drain`. Called with the engine's lock held:
/// they only post.
using warm_up_target = erased_call<boost::asio::any_io_executor const&, result<std::size_t>&&>;
using drain_target = erased_call<boost::asio::any_io_executor const&>;

/// Posts a handler to its executor.
template <class Handler>
class posted_handler {
 public:
  explicit posted_handler(Handler handler) : handler_(std::make_unique<Handler>(std::move(handler))) {}

  template <class... Arguments>
  void operator()(boost::asio::any_io_executor const& otherwise, Arguments&&... arguments) {
    auto const executor = boost::asio::get_associated_executor(*handler_, otherwise);
    boost::asio::post(executor, [handler = std::move(handler_), values = std::tuple<std::decay_t<Arguments>...>(
                                                                    std::forward<Arguments>(arguments)...)]() mutable {
      std::apply(
          [&handler](auto&&... each) {
            // Moved out first: the call may end what keeps it.
            Handler mine(std::move(*handler));
            handler.reset();
            std::move(mine)(std::move(each)...);
          },
          std::move(values));
    });
  }

 private:
  std::unique_ptr<Handler> handler_;
};

/// A warm-up that is under way.
struct warm_up {
  std::uint64_t serial = 0;
  std::size_t wanted = 0;              ///< connections
  std::vector<std::uint64_t> pending;  ///< the tags of those that are being opened
  bool any_opened = false;
  std::optional<failure> refusal = {};  ///< of the last that failed
  clock::time_point started = {};
  warm_up_target target;
};

}  // namespace dataarts

#endif
