#ifndef DATAARTS_APPS_DURATION_TEXT_HPP
#define DATAARTS_APPS_DURATION_TEXT_HPP

#include <parse_duration.hpp>

#include <chrono>
#include <string>

namespace dataarts::apps {

using common::parse_duration;

/// For people: "0.42s", "12.3s", "3m02s", "2h07m", "3d04h".
std::string format_duration(std::chrono::nanoseconds value);

}  // namespace dataarts::apps

#endif
