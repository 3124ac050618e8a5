#ifndef DATAARTS_OBSERVE_PROMETHEUS_TEXT_HPP
#define DATAARTS_OBSERVE_PROMETHEUS_TEXT_HPP

#include "observe/histogram.hpp"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts::observe {

/// A list of labels, names and values. One with an empty value is left out, as it means the same.
using label_list = std::vector<std::pair<std::string_view, std::string>>;

/// Writes Prometheus' text format 0.0.4: families one after another, each with its samples.
class prometheus_text {
 public:
  /// Begins a family. `type`: counter, gauge or histogram.
  void family(std::string_view name, std::string_view type, std::string_view help);

  /// A sample of the family.
  void sample(label_list const& labels, double value);
  void sample(label_list const& labels, std::uint64_t value);

  /// All samples of a histogram.
  void sample(label_list const& labels, histogram const& value);

  std::string take() { return std::move(text_); }

 private:
  void line(std::string_view suffix, label_list const& labels, std::string_view bound, std::string_view value);

  std::string text_;
  std::string name_;
};

}  // namespace dataarts::observe

#endif
