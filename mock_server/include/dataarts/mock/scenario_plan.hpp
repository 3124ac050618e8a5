#ifndef DATAARTS_MOCK_SCENARIO_PLAN_HPP
#define DATAARTS_MOCK_SCENARIO_PLAN_HPP

#include <dataarts/mock/scenario.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dataarts::mock {

struct plan_options {
  std::optional<std::uint64_t> seed = {};                     ///< none: that of the scenario, else 1
  std::uint64_t polls = 10;                                   ///< of each instance
  std::chrono::nanoseconds every = std::chrono::seconds(10);  ///< between one poll of an instance and the next

  /// What stands for `*` in the patterns for instances: each of these makes one instance to be polled.
  std::vector<std::string> instances = {"1"};
};

/// What one poll gets.
struct planned_poll {
  std::uint64_t nth = 0;             ///< from 1
  std::chrono::nanoseconds at = {};  ///< since the server started
  unsigned status = 0;               ///< of the answer, which a fault may spoil
  std::string told = {};  ///< a state, or what the answer is called; of a route with several, also which one it is
  std::chrono::nanoseconds delay = {};
  std::string fault = {};   ///< its name; empty: none
  std::string spoilt = {};  ///< what happens to the bytes of the answer: "cut after 17 bytes, fin"; empty: nothing
};

struct planned_instance {
  std::string rule = {};
  std::string workspace = {};
  std::string script = {};
  std::string instance = {};
  std::string request = {};  ///< of a route, in place of the three above: method and path, as they are matched
  std::vector<planned_poll> polls = {};
};

/// What would happen if nobody but one client polled, in that rhythm, an instance of each rule: worked out by asking
/// the very rules on a virtual clock, quotas left aside. An instance of a rule that starts with execute is executed
/// first. Behind the instances come the routes, each with what the n-th request gets that it matches; polls that a
/// route matches get its answers, as with the server. Throws as `script_runs::add`.
std::vector<planned_instance> plan(scenario const& of, plan_options const& how = {});

/// For people; polls that get the same are one line.
std::string to_text(std::vector<planned_instance> const& plan);

}  // namespace dataarts::mock

#endif
