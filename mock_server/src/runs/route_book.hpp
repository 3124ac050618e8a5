#ifndef DATAARTS_MOCK_RUNS_ROUTE_BOOK_HPP
#define DATAARTS_MOCK_RUNS_ROUTE_BOOK_HPP

#include <dataarts/mock/answer.hpp>
#include <dataarts/mock/request_view.hpp>
#include <dataarts/mock/route_rule.hpp>

#include "runs/name_pattern.hpp"
#include "text_map.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace dataarts::mock::runs {

/// How often each route was told in one session.
class route_usage {
 public:
  std::mutex mutex;  ///< of the following; to be locked by the caller
  std::vector<std::uint64_t> told;
  std::uint64_t answered = 0;
};

/// The routes. The number of those with exact paths does not matter. Not for several threads at once while one is
/// added.
class route_book {
 public:
  void add(route_rule const& route);
  bool empty() const noexcept { return all_.empty(); }

  /// The answer of the route that holds for the request, if there is one; it keeps the route.
  /// @param of_the_api  whether the request is an operation of the script API
  std::shared_ptr<answer const> find(route_usage& usage, request_view const& request, bool of_the_api) const;

  std::vector<route_rule> rules() const;

 private:
  struct prepared_route {
    prepared_route(route_rule const& from, std::size_t nth);

    bool matches(request_view const& request, std::string_view decoded_path) const;
    bool holds_before(prepared_route const& other) const noexcept;

    route_rule rule;
    name_pattern path;
    name_pattern body;
    std::vector<std::pair<std::string, name_pattern>> query;
    std::vector<std::pair<std::string, name_pattern>> headers;
    std::size_t demands;
    std::size_t order;
    std::vector<answer> answers;
  };
  using routes = std::vector<prepared_route const*>;  // those that hold before others come first

  static prepared_route const* first_of(routes const& among, request_view const& request, std::string_view path);

  std::vector<std::shared_ptr<prepared_route const>> all_;
  text_map<routes> exact_;  // by path
  routes patterns_;
};

}  // namespace dataarts::mock::runs

#endif
