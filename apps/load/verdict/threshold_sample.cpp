#include "verdict/threshold_sample.hpp"

#include <quantity_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace dataarts::load {
namespace {

constexpr double endless = std::numeric_limits<double>::infinity();

hdr_histogram const* histogram_of(latency_source source, measurement const& from) noexcept {
  switch (source) {
    case latency_source::response:
    case latency_source::service: {
      auto const* const answers = from.of(outcome::answered);
      if (answers == nullptr) return nullptr;
      return source == latency_source::response ? &answers->response : &answers->service;
    }
    case latency_source::lag:
      return &from.lag;
    case latency_source::dns:
      return &from.phases.dns;
    case latency_source::connect:
      return &from.phases.connect;
    case latency_source::tls:
      return &from.phases.tls;
    case latency_source::first_byte:
      return &from.phases.first_byte;
  }
  return nullptr;
}

double part(std::uint64_t of, double whole) noexcept { return static_cast<double>(of) / whole; }

bool is_latency(threshold_kind kind) noexcept {
  return kind != threshold_kind::outcomes && kind != threshold_kind::rate;
}

/// Connections have no known number that is left.
bool is_of_connections(latency_source source) noexcept {
  return source == latency_source::dns || source == latency_source::connect || source == latency_source::tls;
}

bool is_of_answers(latency_source source) noexcept {
  return source == latency_source::response || source == latency_source::service;
}

/// With `above` more values, all of them above any that there is, and `left` more, all of them 0.
double percentile_with(hdr_histogram const& values, double percentile, std::uint64_t above,
                       std::uint64_t left = 0) noexcept {
  if (above == 0 && left == 0) return static_cast<double>(values.value_at_percentile(percentile));
  auto const share = std::nextafter(percentile, 0.0) / 100;
  auto const all = static_cast<double>(values.count() + above + left);
  auto const rank = std::ceil(share * all) - static_cast<double>(left);
  if (rank < 1) return 0;
  if (rank > static_cast<double>(values.count())) return endless;
  constexpr double middle_of_step = 0.5;  // so that rounding cannot reach the next rank
  return static_cast<double>(
      values.value_at_percentile((rank - middle_of_step) / static_cast<double>(values.count()) * 100));
}

value_range reachable_latency(threshold const& condition, threshold_sample const& so_far,
                              std::optional<std::uint64_t> left) noexcept {
  static hdr_histogram const none;
  auto const* const values = so_far.latency != nullptr ? so_far.latency : &none;
  if (condition.kind == threshold_kind::max && so_far.unanswered > 0) return {endless, endless};
  if (condition.kind == threshold_kind::percentile && left && !is_of_connections(condition.source)) {
    return {percentile_with(*values, condition.percentile, so_far.unanswered, *left), endless};
  }
  if (values->count() == 0) return {0, endless};
  if (condition.kind == threshold_kind::min) return {0, static_cast<double>(values->min())};
  if (condition.kind == threshold_kind::max) return {static_cast<double>(values->max()), endless};
  if (!left || is_of_connections(condition.source)) return {0, endless};
  auto const count = static_cast<double>(values->count());
  return {values->mean() * count / (count + static_cast<double>(*left)), endless};
}

}  // namespace

threshold_sample threshold_sample::of(threshold const& condition, measurement const& from, double seconds) noexcept {
  threshold_sample made;
  made.planned = from.planned;
  made.answered = from.count(outcome::answered);
  made.ended = from.judged();
  // A class that is no part of the whole is measured against a whole with it.
  if (condition.of == outcome::cancelled || condition.of == outcome::dropped_by_generator) {
    made.ended += from.count(*condition.of);
  }
  if (condition.kind == threshold_kind::outcomes) {
    made.counted = condition.of ? from.count(*condition.of) : from.errors();
  }
  made.seconds = seconds;
  if (is_latency(condition.kind)) made.latency = histogram_of(condition.source, from);
  if (is_of_answers(condition.source)) made.unanswered = from.unanswered_in_time();
  return made;
}

void threshold_sample::add_counts(threshold_sample const& other) noexcept {
  planned += other.planned;
  answered += other.answered;
  ended += other.ended;
  counted += other.counted;
  unanswered += other.unanswered;
  seconds += other.seconds;
}

std::optional<double> value_of(threshold const& condition, threshold_sample const& sample) noexcept {
  if (condition.kind == threshold_kind::outcomes) {
    if (sample.ended == 0) return std::nullopt;
    if (condition.unit == threshold_unit::count) return static_cast<double>(sample.counted);
    return part(sample.counted, static_cast<double>(sample.ended));
  }
  if (condition.kind == threshold_kind::rate) {
    auto const whole =
        condition.unit == threshold_unit::of_planned ? static_cast<double>(sample.planned) : sample.seconds;
    if (whole <= 0) return std::nullopt;
    return part(sample.answered, whole);
  }
  auto const counts_unanswered = condition.kind == threshold_kind::percentile || condition.kind == threshold_kind::max;
  auto const above = counts_unanswered ? sample.unanswered : 0;
  if (sample.latency == nullptr || sample.latency->count() == 0) {
    return above > 0 ? std::optional(endless) : std::nullopt;
  }
  auto const& values = *sample.latency;
  if (condition.kind == threshold_kind::percentile) return percentile_with(values, condition.percentile, above);
  if (condition.kind == threshold_kind::max && above > 0) return endless;
  switch (condition.kind) {
    case threshold_kind::min:
      return static_cast<double>(values.min());
    case threshold_kind::max:
      return static_cast<double>(values.max());
    case threshold_kind::mean:
      return values.mean();
    default:
      return static_cast<double>(values.value_at_percentile(condition.percentile));
  }
}

std::string_view why_no_value(threshold const& condition) noexcept {
  if (condition.kind == threshold_kind::outcomes) return "no request ended";
  if (condition.kind == threshold_kind::rate) {
    return condition.unit == threshold_unit::of_planned ? "no request was planned" : "no time was measured";
  }
  switch (condition.source) {
    case latency_source::response:
    case latency_source::service:
      return "no request was answered";
    case latency_source::lag:
      return "no request was sent";
    case latency_source::dns:
      return "no name was looked up";
    case latency_source::connect:
      return "no connection was opened";
    case latency_source::tls:
      return "no TLS handshake was made";
    case latency_source::first_byte:
      return "no answer began";
  }
  return "nothing was measured";
}

std::string value_text(threshold const& condition, double value) {
  switch (condition.unit) {
    case threshold_unit::nanoseconds:
      if (value == endless) return "beyond the time-out: too many requests got no answer in time";
      return apps::format_latency(value);
    case threshold_unit::count:
      return apps::with_commas(static_cast<std::uint64_t>(value));
    case threshold_unit::share:
      return apps::format_share(value);
    case threshold_unit::per_second:
      return apps::format_rate(value) + "/s";
    case threshold_unit::of_planned:
      return apps::format_share(value) + " of planned";
  }
  return {};
}

value_range reachable(threshold const& condition, threshold_sample const& so_far, std::optional<std::uint64_t> left) {
  if (condition.kind != threshold_kind::outcomes && condition.kind != threshold_kind::rate) {
    return reachable_latency(condition, so_far, left);
  }
  auto const answers = condition.kind == threshold_kind::rate;
  auto const now = static_cast<double>(answers ? so_far.answered : so_far.counted);
  auto const most = left ? now + static_cast<double>(*left) : endless;
  switch (condition.unit) {
    case threshold_unit::share: {
      if (!left) return {0, 1};
      auto const whole = static_cast<double>(so_far.ended + *left);
      return whole > 0 ? value_range{now / whole, most / whole} : value_range{0, 1};
    }
    case threshold_unit::per_second:
      return so_far.seconds > 0 ? value_range{now / so_far.seconds, most / so_far.seconds} : value_range{0, endless};
    case threshold_unit::of_planned:
      return so_far.planned > 0
                 ? value_range{now / static_cast<double>(so_far.planned), most / static_cast<double>(so_far.planned)}
                 : value_range{0, endless};
    default:
      return {now, most};
  }
}

bool is_out_of_reach(threshold const& condition, value_range const& range) noexcept {
  switch (condition.relation) {
    case threshold_relation::less:
    case threshold_relation::less_or_equal:
      return !fulfils(condition, range.lowest);
    case threshold_relation::greater:
    case threshold_relation::greater_or_equal:
      return !fulfils(condition, range.highest);
    case threshold_relation::equal:
      return range.lowest > condition.limit || range.highest < condition.limit;
  }
  return false;
}

}  // namespace dataarts::load
