#ifndef DATAARTS_LOAD_PLAN_PLAN_BOUNDS_HPP
#define DATAARTS_LOAD_PLAN_PLAN_BOUNDS_HPP

#include <cstdint>

namespace dataarts::load {

/// The largest numbers of a plan, however it is given. More than that no machine carries out.
inline constexpr std::int64_t most_connections = 65'535;
inline constexpr std::int64_t most_in_flight = 10'000'000;  ///< users, too
inline constexpr std::int64_t most_requests = 1'000'000'000'000;

}  // namespace dataarts::load

#endif
