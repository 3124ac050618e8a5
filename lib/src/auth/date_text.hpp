#ifndef DATAARTS_AUTH_DATE_TEXT_HPP
#define DATAARTS_AUTH_DATE_TEXT_HPP

#include <dataarts/clock.hpp>

#include <string>

namespace dataarts::auth {

/// `YYYYMMDDTHHMMSSZ`, UTC: the value of `X-Sdk-Date`.
std::string date_text(clock::wall_time at);

/// The same, in the memory of `into`.
void assign_date(std::string& into, clock::wall_time at);

}  // namespace dataarts::auth

#endif
