#include "result/result_reader.hpp"

#include "plan/planned_time.hpp"
#include "result/line_members.hpp"
#include "result/result_error.hpp"
#include "result/result_lines.hpp"

#include <boost/json/parse.hpp>
#include <boost/system/error_code.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace dataarts::load {
namespace {

void read_into(line_source const& lines, boost::json::value& value) {
  boost::system::error_code error;
  value = boost::json::parse({lines.line().data(), lines.line().size()}, error);
  if (error) {
    throw result_error(result_errc::bad_line, fmt::format("{}: no JSON: {}", lines.where(), error.message()));
  }
  if (!value.is_object()) {
    throw result_error(result_errc::bad_line, fmt::format("{}: no JSON object", lines.where()));
  }
}

[[noreturn]] void refuse_header(line_source const& lines, std::string_view why) {
  throw result_error(
      result_errc::not_a_result,
      fmt::format("{}: {}; a result file of dataarts-load begins with {{\"type\":\"header\",…}}", lines.name(), why));
}

/// By whole seconds.
void estimate_planned_time(result& of, std::uint64_t answered) {
  of.planned_time = std::min(of.measured, of.plan.duration);
  of.answered_in_time = answered;
}

}  // namespace

result_reader::result_reader(std::filesystem::path file) : file_(std::move(file)), lines_(file_) {
  if (!lines_.next()) refuse_header(lines_, "there is no whole first line");
  boost::system::error_code error;
  line_ = boost::json::parse({lines_.line().data(), lines_.line().size()}, error);
  if (error || !line_.is_object()) refuse_header(lines_, "the first line is no JSON object");
  line_members const line(line_.get_object(), lines_.where());
  auto const* const type = line.json().if_contains("type");
  auto const* const program = line.json().if_contains("program");
  if (type == nullptr || *type != "header" || program == nullptr || *program != "dataarts-load") {
    refuse_header(lines_, "the first line is no header");
  }
  if (auto const format = line.count("format"); format != result::format) {
    throw result_error(result_errc::unsupported_format, fmt::format("{}: has format {}; this version reads format {}",
                                                                    lines_.where(), format, result::format));
  }
  header_ = header_of(line);
}

bool result_reader::next_line() {
  if (!lines_.next()) return false;
  read_into(lines_, line_);
  return true;
}

bool result_reader::next(interval& second) {
  while (!ended_ && next_line()) {
    line_members const line(line_.get_object(), lines_.where());
    auto const type = line.text("type");
    if (type == "interval") {
      second = interval_of(line);
      if (last_ && second.second <= *last_) line.refuse("second", fmt::format("is not above {}", *last_));
      last_ = second.second;
      if (second.second >= 0 && second.second < begun_seconds(header_.plan.duration)) {
        answered_in_plan_ += second.ended[static_cast<std::size_t>(outcome::answered)];
      }
      return true;
    }
    if (type == "header") line.refuse("type", "is \"header\" again: two results in one file");
    ended_ = type == "end";
  }
  return false;
}

void result_reader::add_histograms(measurement& into) const {
  add_interval_histograms(line_members(line_.get_object(), lines_.where()), into);
}

result result_reader::finish() {
  if (!ended_) return total_of_seconds();
  auto made = std::move(header_);
  line_members const line(line_.get_object(), lines_.where());
  read_end(line, made);
  // The last second may have ended a little before the clock was read.
  if (last_ && made.measured + std::chrono::seconds(1) < std::chrono::seconds(*last_)) {
    line.refuse("measured_ns", fmt::format("is less than the {} seconds before it", *last_));
  }
  if (made.planned_time.count() == 0) estimate_planned_time(made, answered_in_plan_);
  if (lines_.next()) {
    throw result_error(result_errc::bad_line, fmt::format("{}: stands behind the end", lines_.where()));
  }
  return made;
}

result result_reader::total_of_seconds() const {
  // From the start, and not beyond what was given out: the file may still be growing.
  result_reader again(file_);
  auto made = std::move(again.header_);
  made.reason = end_reason::interrupted;
  for (auto const& each : made.shards) made.cut_short.push_back(each.index);
  double cpu_seconds = 0;
  for (interval second; last_ && (!again.last_ || *again.last_ < *last_) && again.next(second);) {
    cpu_seconds += second.cpu;
    if (second.second < 0) continue;
    made.measured = std::chrono::seconds(second.second + 1);
    made.in_flight_at_end = second.in_flight;
    made.total.planned += second.planned;
    for (std::size_t i = 0; i < outcome_count; ++i) made.total.ended[i] += second.ended[i];
    for (std::size_t i = 0; i < run_state_count; ++i) made.total.states[i] += second.states[i];
    made.total.wire.add(second.wire);
    again.add_histograms(made.total);
  }
  estimate_planned_time(made, again.answered_in_plan_);
  // Which part of it the system had is not known any more.
  made.generator.user = std::chrono::nanoseconds(std::llround(cpu_seconds * 1e9));
  return made;
}

result read_result(std::filesystem::path const& file) {
  result_reader reader(file);
  return read_result(reader);
}

result read_result(result_reader& reader) {
  std::vector<interval> seconds;
  for (interval second; reader.next(second);) seconds.push_back(second);
  auto made = reader.finish();
  made.intervals = std::move(seconds);
  return made;
}

}  // namespace dataarts::load
