#ifndef DATAARTS_TEST_SUPPORT_POLLING_BOUND_HPP
#define DATAARTS_TEST_SUPPORT_POLLING_BOUND_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace dataarts::test {

/// How few looks per run any policy needs that knows the distribution of run times, if all runs begin together.
///
/// A linear program: looks per run are to be few, at most `late_share` of the runs may be known to be over more than
/// `delay` after their end, and no more than `rate` looks per run and second may be made. A price for each (one per
/// look made too late, one per second of the limited time) makes it a problem of one run, which dynamic programming
/// solves exactly; whatever the prices are, its cost less what the limits are worth is a lower bound. The prices are
/// improved by gradient ascent. Looks count as made at the end of their time step and as timely as at its begin, so
/// that the steps do not make the bound too high.
class polling_bound {
 public:
  /// Log-normal run times, in seconds. A rate of 0 is no limit.
  polling_bound(double median, double p99, double delay, double late_share, double rate, double step, std::size_t steps)
      : late_share_(late_share), allowed_(rate * step), steps_(steps), price_(steps, 0.0) {
    constexpr double normal_p99 = 2.3263478740408408;
    auto const sigma = std::log(p99 / median) / normal_p99;
    auto const over_by = [&](double age) {
      return age <= 0 ? 0 : std::erfc(-(std::log(age / median) / sigma) / std::sqrt(2.0)) / 2;
    };
    for (std::size_t i = 0; i < steps; ++i) {
      // A look in step i, which ends at (i + 1) * step; look "0" is the begin.
      auto const age = i == 0 ? 0 : static_cast<double>(i + 1) * step;
      left_.push_back(1 - over_by(age));
      late_from_.push_back(over_by(static_cast<double>(i) * step - delay));
    }
  }

  /// The best bound found in so many rounds.
  double find(std::size_t rounds) {
    if (allowed_ <= 0) return find_without_rate(rounds);
    auto best = 0.0;
    for (std::size_t round = 0; round < rounds; ++round) {
      auto const share = static_cast<double>(round) / static_cast<double>(rounds);
      softness_ = 0.05 * (1 - share) + 0.002;
      climb(0.3 * (1 - share) * (1 - share) + 0.001);
      if (round % 20 == 0 || round + 1 == rounds) best = std::max(best, bound());
    }
    return best;
  }

 private:
  /// With one price left, of which the bound is a concave function.
  double find_without_rate(std::size_t rounds) {
    auto const at = [this](double price) {
      late_price_ = price;
      return bound();
    };
    double low = 0.001;
    double high = 1000;
    auto best = 0.0;
    for (std::size_t round = 0; round < rounds; ++round) {
      // By ratios: the price may be of any magnitude.
      auto const a = low * std::cbrt(high / low);
      auto const b = high / std::cbrt(high / low);
      auto const at_a = at(a);
      auto const at_b = at(b);
      best = std::max({best, at_a, at_b});
      (at_a < at_b ? low : high) = at_a < at_b ? a : b;
    }
    return best;
  }

  double cost(std::size_t from, std::size_t to, std::vector<double> const& values) const {
    auto const late = std::max(0.0, late_from_[to] - (1 - left_[from]));
    return 1 + price_[to] + (late_price_ * late + left_[to] * values[to]) / left_[from];
  }

  /// The next look comes after all steps, when it has no price and finds every run over.
  double last_look(std::size_t from) const {
    return 1 + late_price_ * std::max(0.0, late_from_.back() - (1 - left_[from])) / left_[from];
  }

  /// With the prices as they are.
  double bound() const {
    std::vector<double> values(steps_);
    for (auto u = steps_; u-- > 0;) {
      values[u] = last_look(u);
      for (auto t = u + 1; t < steps_; ++t) values[u] = std::min(values[u], cost(u, t, values));
    }
    auto worth = late_price_ * late_share_;
    for (auto const price : price_) worth += price * allowed_;
    return values[0] - worth;
  }

  /// One step upwards along the gradient of a smooth version, in which good gaps are all used a little.
  void climb(double size) {
    std::vector<double> values(steps_);
    std::vector<double> weights(steps_ * steps_, 0.0);  // of step t after step u
    for (auto u = steps_; u-- > 0;) {
      auto const last = last_look(u);
      auto least = last;
      auto* const row = &weights[u * steps_];
      for (auto t = u + 1; t < steps_; ++t) least = std::min(least, row[t] = cost(u, t, values));
      auto sum = std::exp((least - last) / softness_);
      for (auto t = u + 1; t < steps_; ++t) sum += row[t] = std::exp((least - row[t]) / softness_);
      for (auto t = u + 1; t < steps_; ++t) row[t] /= sum;
      values[u] = least - softness_ * std::log(sum);
    }
    std::vector<double> going(steps_, 0.0);
    std::vector<double> looks(steps_, 0.0);
    auto late = 0.0;
    going[0] = 1;
    for (std::size_t u = 0; u < steps_; ++u) {
      if (going[u] < 1e-12) continue;
      auto after_all = going[u];
      for (auto t = u + 1; t < steps_; ++t) {
        auto const share = going[u] * weights[u * steps_ + t];
        after_all -= share;
        looks[t] += share;
        going[t] += share * left_[t] / left_[u];
        late += share * std::max(0.0, late_from_[t] - (1 - left_[u])) / left_[u];
      }
      late += after_all * (last_look(u) - 1) / late_price_;
    }
    // Steps are bounded: at first all looks are in one step, far beyond what is allowed.
    late_price_ = std::max(0.001, late_price_ + size * 10 * std::clamp(late / late_share_ - 1, -1.0, 3.0));
    for (std::size_t t = 1; t < steps_; ++t) {
      price_[t] = std::max(0.0, price_[t] + size * 0.2 * std::clamp(looks[t] / allowed_ - 1, -1.0, 3.0));
    }
  }

  double late_share_;
  double allowed_;
  std::size_t steps_;
  double softness_ = 0.05;
  double late_price_ = 10;
  std::vector<double> price_;      // of a look in a step, beyond the look itself
  std::vector<double> left_;       // share of runs that go on beyond a look in a step
  std::vector<double> late_from_;  // share of runs that were over for too long at the begin of a step
};

}  // namespace dataarts::test

#endif
