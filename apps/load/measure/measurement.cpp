#include "measure/measurement.hpp"

#include "display_text.hpp"

#include <utility>

namespace dataarts::load {

void traffic::add(traffic const& other) noexcept {
  requests_sent += other.requests_sent;
  stale_repeats += other.stale_repeats;
  on_reused += other.on_reused;
  connections_opened += other.connections_opened;
  connections_failed += other.connections_failed;
  closed_by_server += other.closed_by_server;
  closed_broken += other.closed_broken;
  closed_by_client += other.closed_by_client;
  bytes_sent += other.bytes_sent;
  bytes_received += other.bytes_received;
  retry_after += other.retry_after;
  held_back_ns += other.held_back_ns;
}

void measurement::end(outcome which, std::int64_t response, std::int64_t service) {
  ++ended[static_cast<std::size_t>(which)];
  if (service < 0) return;
  auto& mine = room_for(which);
  mine.response.record(response);
  mine.service.record(service);
}

void measurement::note_failure(outcome which, std::string_view message) {
  constexpr std::size_t most_columns = 300;
  auto& known = first_failures[static_cast<std::size_t>(which)];
  auto said = apps::truncate(apps::escape_controls(message), most_columns);
  if (known.empty() || said < known) known = std::move(said);
}

void measurement::add(measurement const& other) {
  planned += other.planned;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    ended[i] += other.ended[i];
    auto const& said = other.first_failures[i];
    auto& known = first_failures[i];
    if (!said.empty() && (known.empty() || said < known)) known = said;
    auto const& theirs = other.latencies_[i];
    if (!theirs) continue;
    auto& mine = room_for(static_cast<outcome>(i));
    mine.response.add(theirs->response);
    mine.service.add(theirs->service);
  }
  for (std::size_t i = 0; i < states.size(); ++i) states[i] += other.states[i];
  for (std::size_t i = 0; i < status_classes.size(); ++i) status_classes[i] += other.status_classes[i];
  wire.add(other.wire);
  lag.add(other.lag);
  phases.queue.add(other.phases.queue);
  phases.dns.add(other.phases.dns);
  phases.connect.add(other.phases.connect);
  phases.tls.add(other.phases.tls);
  phases.first_byte.add(other.phases.first_byte);
  runs.started += other.runs.started;
  runs.over += other.runs.over;
  runs.given_up += other.runs.given_up;
  runs.executes += other.runs.executes;
  runs.polls += other.runs.polls;
  runs.detection.add(other.runs.detection);
}

void measurement::reset() noexcept {
  planned = 0;
  ended.fill(0);
  states.fill(0);
  status_classes.fill(0);
  wire = {};
  lag.reset();
  phases.queue.reset();
  phases.dns.reset();
  phases.connect.reset();
  phases.tls.reset();
  phases.first_byte.reset();
  runs.started = 0;
  runs.over = 0;
  runs.given_up = 0;
  runs.executes = 0;
  runs.polls = 0;
  runs.detection.reset();
  for (auto& each : first_failures) each.clear();
  for (auto& each : latencies_) {
    if (!each) continue;
    each->response.reset();
    each->service.reset();
  }
}

latencies& measurement::room_for(outcome which) {
  auto& mine = latencies_[static_cast<std::size_t>(which)];
  if (!mine) mine = std::make_unique<latencies>();
  return *mine;
}

std::uint64_t measurement::completed() const noexcept {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    if (was_sent(static_cast<outcome>(i))) sum += ended[i];
  }
  return sum;
}

std::uint64_t measurement::errors() const noexcept {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    if (is_error(static_cast<outcome>(i))) sum += ended[i];
  }
  return sum;
}

std::uint64_t measurement::judged() const noexcept {
  std::uint64_t sum = 0;
  for (auto const each : ended) sum += each;
  return sum - count(outcome::cancelled) - count(outcome::dropped_by_generator);
}

std::uint64_t measurement::unanswered_in_time() const noexcept {
  return count(outcome::connect_timeout) + count(outcome::deadline) + count(outcome::held_back);
}

}  // namespace dataarts::load
