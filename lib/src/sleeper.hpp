#ifndef DATAARTS_SLEEPER_HPP
#define DATAARTS_SLEEPER_HPP

#include "completion.hpp"

#include <dataarts/clock.hpp>
#include <dataarts/error.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <map>
#include <utility>

namespace dataarts {

/// Who sleeps on the clock of a client until its wait goes on. Told that the time has come (`errc{}`), or why it ends
/// before. Called with the engine's lock held: it only posts.
using sleep_target = erased_call<boost::asio::any_io_executor const&, errc>;

/// The number makes keys unique, and keeps the order of those that sleep equally long.
using sleep_key = std::pair<clock::time_point, std::uint64_t>;
using sleepers = std::map<sleep_key, sleep_target>;

}  // namespace dataarts

#endif
