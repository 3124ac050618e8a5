#ifndef DATAARTS_TEST_LOAD_SAMPLE_RUN_HPP
#define DATAARTS_TEST_LOAD_SAMPLE_RUN_HPP

#include "result/interval_summary.hpp"
#include "result/result.hpp"
#include "result/result_writer.hpp"

#include <unistd.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace dataarts::load::test {

/// A folder that goes away with it.
class folder {
 public:
  folder() {
    auto pattern = (std::filesystem::temp_directory_path() / "dataarts-load-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  folder(folder const&) = delete;
  folder& operator=(folder const&) = delete;

  std::filesystem::path operator/(std::string const& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

inline std::string text_of(std::filesystem::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_text(std::filesystem::path const& file, std::string const& text) {
  std::ofstream(file, std::ios::binary) << text;
}

inline std::vector<std::string> lines_of(std::filesystem::path const& file) {
  std::istringstream in(text_of(file));
  std::vector<std::string> made;
  for (std::string line; std::getline(in, line);) made.push_back(line);
  return made;
}

/// What one shard of a made-up run measured, second by second: seconds -1 (warm-up) to 4.
struct sample_run {
  result whole;
  std::map<std::int64_t, measurement> seconds;
};

constexpr std::int64_t first_sample_second = -1;
constexpr std::int64_t last_sample_second = 4;

/// Request k of the run is a function of seed and k alone; the shard takes those with k mod count = index.
inline sample_run make_sample(std::size_t index = 0, std::size_t count = 1, std::uint64_t seed = 1) {
  sample_run made;
  auto& whole = made.whole;
  whole.program_version = "1.2.3";
  whole.plan.targets = {instance_ref("s", "1"), instance_ref("s", "2")};
  whole.plan.seed = seed;
  whole.plan_hash = "sha256:0123456789abcdef";
  whole.endpoint = "https://127.0.0.1:8443";
  whole.label = "a \"label\"";
  whole.shards = {{index, count}};
  whole.shard_count = count;
  whole.machines = {{"host-" + std::to_string(index), "Linux 6.1.0 x86_64", "A CPU", 8, std::uint64_t{16} << 30U}};
  whole.began = std::chrono::system_clock::time_point(std::chrono::milliseconds(1'764'460'800'123 + index));
  whole.start_skew = std::chrono::microseconds(100 * (index + 1));
  whole.measured = std::chrono::milliseconds(5000 + index);
  whole.planned_time = whole.measured;
  whole.in_flight_at_end = 2;
  whole.generator = {std::chrono::milliseconds(1500), std::chrono::milliseconds(700), std::uint64_t{20} << 20U, 2};

  for (std::size_t k = 0; k < 600; ++k) {
    std::mt19937_64 random(seed * 1'000'003 + k);
    auto const second = static_cast<std::int64_t>(k / 100) + first_sample_second;
    auto const service = static_cast<std::int64_t>(1'000'000 + random() % 50'000'000);
    auto const lag = static_cast<std::int64_t>(random() % 90'000);
    auto const draw = random() % 100;
    auto const what = draw < 80   ? outcome::answered
                      : draw < 90 ? outcome::throttled
                      : draw < 95 ? outcome::reset
                      : draw < 98 ? outcome::dropped_by_generator
                                  : outcome::server_5xx;
    if (k % count != index) continue;
    auto& mine = made.seconds[second];
    ++mine.planned;
    if (was_sent(what)) mine.lag.record(lag);
    mine.end(what, service + lag, was_sent(what) ? service : -1);
    if (what == outcome::answered) ++mine.states[random() % run_state_count];
    mine.status_classes[what == outcome::answered ? 2 : what == outcome::throttled ? 4 : 0] += 1;
    mine.wire.requests_sent += was_sent(what) ? 1U : 0U;
    mine.wire.bytes_received += draw;
    mine.phases.first_byte.record(service - 1000);
    if (k % 17 == 0) mine.phases.connect.record(200'000, 2);
  }
  for (auto const& [second, measured] : made.seconds) {
    if (second >= 0) whole.total.add(measured);
    auto summary = summary_of(second, measured);
    summary.in_flight = 3;
    summary.connections_open = 4;
    summary.cpu = 0.1 * static_cast<double>(index + 1);
    whole.intervals.push_back(summary);
  }
  // In the total only, as files have it: the first in the alphabet is that of all shards.
  whole.total.note_failure(outcome::throttled, "APIGW.0308: too many, shard " + std::to_string(index));
  whole.answered_in_time = whole.total.count(outcome::answered);
  return made;
}

/// Writes it; with `ended` false, as a process leaves it that was killed.
inline std::filesystem::path write_sample(std::filesystem::path file, sample_run const& run, bool ended = true) {
  result_writer writer(file, run.whole);
  for (auto const& each : run.whole.intervals) writer.add(each, run.seconds.at(each.second));
  if (ended) writer.end(run.whole);
  return file;
}

}  // namespace dataarts::load::test

#endif
