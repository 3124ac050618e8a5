#include "calibrate/calibration_report.hpp"

#include "plan/stages.hpp"

#include <display_text.hpp>
#include <quantity_text.hpp>

#include <boost/json/array.hpp>

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace dataarts::load {
namespace {

void append_floor(text_page& page, std::string_view name, floor_percentiles const& from, std::string_view note) {
  auto row = apps::fit(name, 22);
  for (auto const each : {from.p50, from.p99, from.p999}) {
    row += apps::fit(apps::format_latency(static_cast<double>(each)), 12, apps::align::right);
  }
  page.line(row + (note.empty() ? "" : "  ") + std::string(note));
}

boost::json::object floor_json(floor_percentiles const& from) {
  return {{"p50", from.p50}, {"p99", from.p99}, {"p99_9", from.p999}};
}

}  // namespace

std::string calibration_report(calibration const& of, text_style const& style) {
  text_page page(style);
  page.entry("Closed loop",
             fmt::format("{} connections: {} answers/s, {} of CPU each", of.connections,
                         apps::format_rate(of.answers_per_second), apps::format_latency(of.cpu_per_request)));
  page.entry("One core",
             fmt::format("{} answers/s, if the generator has it for itself", apps::format_rate(of.answers_per_core())));
  page.gap();
  page.line(fmt::format("{:22}{:>12}{:>12}{:>12}", "", "p50", "p99", "p99.9"), text_colour::bold);
  for (auto const& each : of.rates) {
    auto const kept_up = each.answered > 0.999;
    append_floor(page, fmt::format("lag at {}", rate_text(each.rate)), each.lag,
                 kept_up ? "" : fmt::format("{} answered", apps::format_share(each.answered)));
  }
  append_floor(page, "response, 1 connection", of.response,
               fmt::format("least: {}", apps::format_latency(static_cast<double>(of.lowest))));
  append_floor(page, "service, 1 connection", of.service, "");
  page.gap();
  auto const problems = disturbances(of.machine);
  if (problems.empty()) {
    page.entry("Machine",
               fmt::format("quiet, {} cores: the figures are those of program and machine", of.machine.cores),
               text_colour::good);
  }
  for (auto const& each : problems) page.entry("BUSY", each, text_colour::alarm);
  if (!problems.empty()) page.entry("", "The figures are not worth much.", text_colour::alarm);
  return page.take();
}

boost::json::object calibration_json(calibration const& of) {
  boost::json::array rates;
  for (auto const& each : of.rates) {
    rates.push_back(
        {{"planned_per_second", each.rate}, {"answered_share", each.answered}, {"lag_ns", floor_json(each.lag)}});
  }
  boost::json::array problems;
  for (auto const& each : disturbances(of.machine)) problems.emplace_back(each);
  return {{"closed_loop",
           {{"connections", of.connections},
            {"answered_per_second", of.answers_per_second},
            {"cpu_ns_per_request", std::llround(of.cpu_per_request)},
            {"answered_per_core_second", of.answers_per_core()}}},
          {"open_loop", std::move(rates)},
          {"one_connection",
           {{"response_ns", floor_json(of.response)}, {"service_ns", floor_json(of.service)}, {"least_ns", of.lowest}}},
          {"machine",
           {{"cores", of.machine.cores},
            {"load_average", of.machine.load_average},
            {"others_share", of.machine.others},
            {"steal_share", of.machine.steal},
            {"busy", std::move(problems)}}}};
}

}  // namespace dataarts::load
