#ifndef DATAARTS_TEST_MOCK_JOURNAL_DRIVER_HPP
#define DATAARTS_TEST_MOCK_JOURNAL_DRIVER_HPP

#include <dataarts/mock/journal.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "request_target.hpp"

namespace test {

/// Records made-up requests, without a server.
struct journal_driver {
  using headers = std::vector<std::pair<std::string, std::string>>;

  explicit journal_driver(std::size_t capacity = 100) : log(capacity) { log.start({}); }

  void record(std::string_view method, std::string_view target, headers const& lines = {},
              dataarts::mock::account about = {}, bool matched = true) {
    std::string bytes;
    std::vector<dataarts::mock::request_view::header_position> positions;
    for (auto const& [name, value] : lines) {
      auto const at = static_cast<std::uint32_t>(bytes.size());
      bytes += name + value;
      auto const name_size = static_cast<std::uint32_t>(name.size());
      positions.push_back({at, name_size, at + name_size, static_cast<std::uint32_t>(value.size())});
    }
    dataarts::mock::request_target parsed;
    parsed.parse(method, target);
    dataarts::mock::request_view request;
    request.method = method;
    request.target = target;
    request.path = parsed.path();
    request.query = parsed.query();
    request.segments = parsed.segments();
    request.bytes = bytes.data();
    request.headers = positions;
    log.record(request, {reply, {}, matched, about}, {connection, ++on_connection, at});
  }

  void record_poll(std::string const& instance) { record("GET", "/v1/p/scripts/s/instances/" + instance); }

  std::vector<std::string> instances(dataarts::mock::journal_criteria const& which = {},
                                     std::size_t limit = dataarts::mock::journal::no_limit) const {
    std::vector<std::string> made;
    for (auto const& each : log.find(which, limit)) made.push_back(each.instance);
    return made;
  }

  dataarts::mock::journal log;
  std::shared_ptr<dataarts::mock::answer const> reply = std::make_shared<dataarts::mock::answer const>(200, "{}");
  std::uint64_t connection = 1;
  std::uint64_t on_connection = 0;
  dataarts::clock::time_point at;
};

}  // namespace test

#endif
