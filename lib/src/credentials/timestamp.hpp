#ifndef DATAARTS_CREDENTIALS_TIMESTAMP_HPP
#define DATAARTS_CREDENTIALS_TIMESTAMP_HPP

#include <dataarts/clock.hpp>

#include <optional>
#include <string_view>

namespace dataarts {

/// The time that `2020-01-04T09:05:22.701000Z` stands for, with any number of decimals or none; nothing for any other
/// text. Times beyond those that the clock can count are the first or the last one.
std::optional<clock::wall_time> read_timestamp(std::string_view text) noexcept;

}  // namespace dataarts

#endif
