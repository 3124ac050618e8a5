#ifndef DATAARTS_LOAD_CALIBRATE_CALIBRATION_REPORT_HPP
#define DATAARTS_LOAD_CALIBRATE_CALIBRATION_REPORT_HPP

#include "calibrate/calibration.hpp"
#include "report/text_page.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace dataarts::load {

/// For people, some twenty lines. Ends with a line break.
std::string calibration_report(calibration const& of, text_style const& style = {});

/// For programs. Times are nanoseconds.
boost::json::object calibration_json(calibration const& of);

}  // namespace dataarts::load

#endif
