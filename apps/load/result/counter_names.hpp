#ifndef DATAARTS_LOAD_RESULT_COUNTER_NAMES_HPP
#define DATAARTS_LOAD_RESULT_COUNTER_NAMES_HPP

#include "measure/measurement.hpp"
#include "result/result.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dataarts::load {

struct traffic_counter {
  std::string_view name;
  std::uint64_t traffic::* member;
};

/// All counters of `traffic`, as files and reports name them.
inline constexpr std::array<traffic_counter, 12> traffic_counters{{{"requests_sent", &traffic::requests_sent},
                                                                   {"stale_repeats", &traffic::stale_repeats},
                                                                   {"on_reused", &traffic::on_reused},
                                                                   {"connections_opened", &traffic::connections_opened},
                                                                   {"connections_failed", &traffic::connections_failed},
                                                                   {"closed_by_server", &traffic::closed_by_server},
                                                                   {"closed_broken", &traffic::closed_broken},
                                                                   {"closed_by_client", &traffic::closed_by_client},
                                                                   {"bytes_sent", &traffic::bytes_sent},
                                                                   {"bytes_received", &traffic::bytes_received},
                                                                   {"retry_after", &traffic::retry_after},
                                                                   {"held_back_ns", &traffic::held_back_ns}}};
static_assert(sizeof(traffic) == traffic_counters.size() * sizeof(std::uint64_t), "a counter has no name");

struct phase_name {
  std::string_view name;
  hdr_histogram phases::* member;
};

inline constexpr std::array<phase_name, 5> phase_names{{{"queue", &phases::queue},
                                                        {"dns", &phases::dns},
                                                        {"connect", &phases::connect},
                                                        {"tls", &phases::tls},
                                                        {"first_byte", &phases::first_byte}}};

std::optional<run_state> run_state_named(std::string_view name) noexcept;

/// "completed", "interrupted", "hopeless".
std::string_view to_string(end_reason value) noexcept;
std::optional<end_reason> end_reason_named(std::string_view name) noexcept;

}  // namespace dataarts::load

#endif
