#ifndef DATAARTS_MOCK_JOURNAL_SECONDS_TEXT_HPP
#define DATAARTS_MOCK_JOURNAL_SECONDS_TEXT_HPP

#include <chrono>
#include <string>

namespace dataarts::mock::journals {

/// `10.000s`: with three decimals, or as many as it takes.
std::string seconds_text(std::chrono::nanoseconds what);

}  // namespace dataarts::mock::journals

#endif
