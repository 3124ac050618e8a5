#include "command/calibrate_command.hpp"

#include "calibrate/calibration_report.hpp"
#include "command/console.hpp"
#include "command/report_outputs.hpp"
#include "service/setting_source.hpp"
#include "usage_error.hpp"
#include "verdict/exit_codes.hpp"

#include <boost/json/serialize.hpp>

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <optional>

#include <unistd.h>

namespace dataarts::load {
namespace {

namespace calibrate_option {
constexpr std::size_t step = 0, output = 1;
constexpr std::array<apps::option_row, 2> rows{{
    {"--step", "TIME", "", "Calibration", "of each of the six measurements (default: 2s)"},
    {"--output", "FORMAT", "", "Output", "text or json (default: text)"},
}};
}  // namespace calibrate_option

std::optional<apps::sourced> value_of(apps::given_options const& given, std::size_t row) {
  if (!given.has(row)) return std::nullopt;
  return apps::sourced{given.values[row].back(), std::string(calibrate_option::rows[row].flag), true};
}

}  // namespace

std::span<apps::option_row const> calibrate_option_rows() noexcept { return calibrate_option::rows; }

int run_calibrate(apps::given_options const& given) {
  if (!given.positionals.empty()) throw apps::usage_error("calibrate takes options only");
  auto const format = value_of(given, calibrate_option::output);
  if (format && format->text != "text" && format->text != "json") {
    throw apps::usage_error(fmt::format("{}: '{}' is not text or json", format->origin, format->text));
  }
  calibration_settings settings;
  if (auto const step = apps::as_duration(value_of(given, calibrate_option::step))) settings.step = *step;
  auto const found = calibrate(settings, [](std::string_view what) { say("{}", what); });
  if (format && format->text == "json") {
    print(boost::json::serialize(calibration_json(found)) + '\n');
  } else {
    print(calibration_report(found, style_of(STDOUT_FILENO)));
  }
  return to_int(exit_code::ok);
}

}  // namespace dataarts::load
