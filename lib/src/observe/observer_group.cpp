#include <dataarts/observer_group.hpp>

#include <algorithm>
#include <utility>

namespace dataarts {

observer_group::observer_group(std::vector<std::shared_ptr<observer>> members) : members_(std::move(members)) {
  std::erase(members_, nullptr);
}

bool observer_group::wants_time_of_day() const noexcept {
  return std::any_of(members_.begin(), members_.end(), [](auto const& each) { return each->wants_time_of_day(); });
}

std::optional<trace_context> observer_group::begin_trace() noexcept {
  for (auto const& each : members_) {
    if (auto made = each->begin_trace()) return made;
  }
  return std::nullopt;
}

void observer_group::call_began(call_record const& record) noexcept {
  for (auto const& each : members_) each->call_began(record);
}

void observer_group::call_ended(call_record const& record) noexcept {
  for (auto const& each : members_) each->call_ended(record);
}

void observer_group::attempt_began(attempt_record const& record) noexcept {
  for (auto const& each : members_) each->attempt_began(record);
}

void observer_group::attempt_ended(attempt_record const& record) noexcept {
  for (auto const& each : members_) each->attempt_ended(record);
}

void observer_group::connection_opened(connection_record const& record) noexcept {
  for (auto const& each : members_) each->connection_opened(record);
}

void observer_group::connection_closed(connection_record const& record, close_reason why) noexcept {
  for (auto const& each : members_) each->connection_closed(record, why);
}

void observer_group::connection_failed(connection_record const& record, errc why) noexcept {
  for (auto const& each : members_) each->connection_failed(record, why);
}

void observer_group::limiter_changed(limiter_record const& record) noexcept {
  for (auto const& each : members_) each->limiter_changed(record);
}

}  // namespace dataarts
