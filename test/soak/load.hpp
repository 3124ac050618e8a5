#ifndef DATAARTS_TEST_SOAK_LOAD_HPP
#define DATAARTS_TEST_SOAK_LOAD_HPP

#include "witness.hpp"
#include "world.hpp"

#include <dataarts/client.hpp>

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace soak {

/// Callers that query one instance after the other, and look at each answer.
class load {
 public:
  /// @param seed  of the timeouts
  load(world& where, dataarts::client& asked, std::uint64_t seed) : world_(where), client_(asked), seed_(seed) {}
  load(load const&) = delete;
  load& operator=(load const&) = delete;

  /// Runs as many queries, of the instances that follow, to their ends.
  /// @param settled  see `world::pass_until`
  void run(std::size_t queries, std::function<bool()> const& settled);

  /// Called before each query with the number of its instance.
  std::function<void(std::size_t)> before_each = [](std::size_t) {};

  std::uint64_t started() const { return next_; }
  std::uint64_t answered() const { return outcomes_.results(); }
  witness::tally const& outcomes() const { return outcomes_; }
  /// Answers that were not about the instance that was asked for.
  std::uint64_t misled() const { return misled_; }

 private:
  boost::asio::awaitable<void> call();
  void look_at(std::size_t instance, dataarts::result<dataarts::script_instance> const& answer);

  world& world_;
  dataarts::client& client_;
  std::uint64_t seed_;
  std::size_t next_ = 0;
  std::size_t end_ = 0;
  std::size_t callers_ = 0;
  witness::tally outcomes_;
  std::uint64_t misled_ = 0;
};

}  // namespace soak

#endif
