#ifndef DATAARTS_RETRY_RETRY_POLICY_HPP
#define DATAARTS_RETRY_RETRY_POLICY_HPP

#include <dataarts/failure.hpp>
#include <dataarts/retry_options.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

namespace dataarts::retry {

/// True if a query that failed like this may succeed when it is sent again.
bool is_repeatable(failure const& why) noexcept;

/// The pause before the next attempt. Nothing if the server asked for a longer one than `max_retry_after`.
/// @param attempts  made so far, at least 1.
/// @param random  evenly distributed.
std::optional<std::chrono::nanoseconds> pause_after(failure const& why, unsigned attempts, retry_options const& options,
                                                    std::uint64_t random) noexcept;

/// A random time between zero and `base * 2^(attempts - 1)`, at most `longest`.
std::chrono::nanoseconds jittered_pause(unsigned attempts, std::chrono::nanoseconds base,
                                        std::chrono::nanoseconds longest, std::uint64_t random) noexcept;

}  // namespace dataarts::retry

#endif
