#include "report/page_spectrum.hpp"

#include <boost/json/array.hpp>

#include <cmath>
#include <utility>

namespace dataarts::load {

boost::json::object page_spectrum(hdr_histogram const& of) {
  constexpr double points_per_halving = 8;
  boost::json::array percentiles;
  boost::json::array values;
  auto const add = [&](double percentile) {
    percentiles.emplace_back(percentile);
    values.emplace_back(of.value_at_percentile(percentile));
  };
  auto const count = static_cast<double>(of.count());
  if (of.count() > 0) {
    for (double step = 0;; ++step) {
      auto const above = std::exp2(-step / points_per_halving);
      if (above * count <= 1) break;
      add(100 * (1 - above));
    }
    add(100);
  }
  return {{"count", of.count()}, {"percentiles", std::move(percentiles)}, {"values", std::move(values)}};
}

}  // namespace dataarts::load
