#ifndef DATAARTS_TEST_INTEGRATION_LOAD_LOADED_HPP
#define DATAARTS_TEST_INTEGRATION_LOAD_LOADED_HPP

#include "result/result_writer.hpp"
#include "run/load_run.hpp"

#include <dataarts/failure.hpp>
#include <dataarts/mock/server.hpp>

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace test {

/// Every so manieth number, the targets in turn, all planned for time 0 unless there is a gap.
class listed_requests final : public dataarts::load::request_source {
 public:
  listed_requests(std::vector<dataarts::instance_ref> targets, std::uint64_t first, std::uint64_t step,
                  std::uint64_t end, std::chrono::nanoseconds gap = {})
      : targets_(std::move(targets)), next_(first), step_(step), end_(end), gap_(gap) {}

  std::optional<dataarts::load::planned_request> next() override {
    if (next_ >= end_) return std::nullopt;
    auto const number = std::exchange(next_, next_ + step_);
    return dataarts::load::planned_request{number, gap_ * static_cast<std::int64_t>(number)};
  }
  dataarts::instance_ref target(std::uint64_t number) const override { return targets_[number % targets_.size()]; }
  std::chrono::nanoseconds run_time(std::uint64_t) const override { return std::chrono::seconds(1); }
  dataarts::load::look_times looks(std::uint64_t number) const override { return {{}, 1, number}; }

 private:
  std::vector<dataarts::instance_ref> targets_;
  std::uint64_t next_;
  std::uint64_t step_;
  std::uint64_t end_;
  std::chrono::nanoseconds gap_;
};

/// Keeps what a run tells, and writes its result file as the program does.
struct told_of_run final : dataarts::load::run_listener {
  void on_ready(std::size_t connections, std::chrono::system_clock::time_point) override { opened = connections; }
  void on_interval(dataarts::load::interval const& summary, dataarts::load::measurement const& seen,
                   dataarts::load::result const& so_far) override {
    seconds.push_back(summary);
    planned_times.push_back(so_far.planned_time);
    if (out && !writer) writer.emplace(*out, so_far);
    if (writer) writer->add(summary, seen);
  }
  void on_end(dataarts::load::result const& whole) override {
    if (writer) writer->end(whole);
    in_flight_at_end = whole.in_flight_at_end;
    ended = true;
    reason = whole.reason;
    total.add(whole.total);
    measured = whole.measured;
    planned_time = whole.planned_time;
    answered_in_time = whole.answered_in_time;
  }
  void on_unreachable(dataarts::failure const& why) override { unreachable = why; }

  std::optional<std::filesystem::path> out;  ///< the result file
  std::optional<dataarts::load::result_writer> writer;
  std::optional<std::size_t> opened;
  std::vector<dataarts::load::interval> seconds;
  std::vector<std::chrono::nanoseconds> planned_times;  ///< as each second was told
  bool ended = false;
  std::uint64_t in_flight_at_end = 0;
  dataarts::load::end_reason reason{};
  dataarts::load::measurement total;
  std::chrono::nanoseconds measured{0};
  std::chrono::nanoseconds planned_time{0};
  std::uint64_t answered_in_time = 0;
  std::optional<dataarts::failure> unreachable;
};

}  // namespace test

#endif
