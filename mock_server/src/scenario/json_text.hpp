#ifndef DATAARTS_MOCK_SCENARIO_JSON_TEXT_HPP
#define DATAARTS_MOCK_SCENARIO_JSON_TEXT_HPP

#include <boost/json/value.hpp>

#include <string>

namespace dataarts::mock::scenarios {

/// JSON without blanks, and with numbers as people write them: 0.5 and 540.0, where Boost.JSON has 5E-1 and 5.4E2.
std::string json_text(boost::json::value const& value);

}  // namespace dataarts::mock::scenarios

#endif
