#ifndef DATAARTS_TEST_UNIT_OBSERVE_EXPOSITION_FORMAT_HPP
#define DATAARTS_TEST_UNIT_OBSERVE_EXPOSITION_FORMAT_HPP

#include <map>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>

namespace test {

/// Reads Prometheus' text format 0.0.4 as strictly as its description allows. Throws `std::runtime_error` that names
/// the line. Gives the samples by name and labels as they stand, e.g. `up{job="a"}`.
inline std::map<std::string, double> read_exposition(std::string const& text) {
  static std::regex const help("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) ((?:[^\\\\\n]|\\\\\\\\|\\\\n)*)");
  static std::regex const type("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)");
  static std::regex const sample(
      "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\""
      "(?:,[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\")*\\})? "
      "([+-]?(?:[0-9]+(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?|Inf)|NaN)");
  auto const fail = [](std::string const& line, char const* why) { throw std::runtime_error(why + (": " + line)); };
  if (text.empty() || text.back() != '\n') fail(text, "the last line does not end");
  std::map<std::string, double> samples;
  std::map<std::string, double> last_bucket;  // by series without "le"
  std::set<std::string> families;
  std::string name;
  std::string kind;
  bool typed = false;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::smatch found;
    if (std::regex_match(line, found, help)) {
      name = found[1];
      typed = false;
      if (!families.insert(name).second) fail(line, "a family stands twice");
    } else if (std::regex_match(line, found, type)) {
      if (found[1] != name || typed) fail(line, "TYPE does not follow HELP");
      typed = true;
      kind = found[2];
      bool const is_total = name.ends_with("_total");
      if (is_total != (kind == "counter")) fail(line, "counters, and they alone, end in _total");
    } else if (std::regex_match(line, found, sample)) {
      std::string const of = found[1];
      std::string const labels = found[2];
      bool const fits =
          kind == "histogram" ? of == name + "_bucket" || of == name + "_sum" || of == name + "_count" : of == name;
      if (!typed || !fits) fail(line, "a sample outside its family");
      auto const value = std::stod(found[3]);
      if (!samples.emplace(of + labels, value).second) fail(line, "a sample stands twice");
      if (kind == "counter" && value < 0) fail(line, "a counter is negative");
      if (kind != "histogram") continue;
      auto const le = labels.find("le=\"");
      if (of.ends_with("_bucket")) {
        if (le == std::string::npos) fail(line, "a bucket without a bound");
        auto const series = name + labels.substr(0, le);
        if (value < last_bucket[series]) fail(line, "buckets are not cumulative");
        last_bucket[series] = value;
      }
    } else {
      fail(line, "not a line of the format");
    }
  }
  // The last bucket is that of everything.
  for (auto const& [key, value] : samples) {
    auto const at = key.find("_bucket");
    auto const le = key.find("le=\"+Inf\"");
    if (at == std::string::npos || le == std::string::npos) continue;
    auto labels = key.substr(at + 7, le - at - 7);
    if (labels.ends_with(",")) labels.back() = '}';
    if (labels == "{") labels.clear();
    auto const count = samples.find(key.substr(0, at) + "_count" + labels);
    if (count == samples.end() || count->second != value) fail(key, "the last bucket is not the count");
  }
  return samples;
}

}  // namespace test

#endif
