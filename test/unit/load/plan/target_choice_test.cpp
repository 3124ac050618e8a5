#include "plan/target_choice.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstdint>
#include <vector>

BOOST_AUTO_TEST_SUITE(target_choices)

using namespace dataarts::load;

std::vector<double> frequencies(target_choice const& choice, std::size_t targets, std::uint64_t draws) {
  std::vector<double> counts(targets);
  for (std::uint64_t k = 0; k < draws; ++k) ++counts.at(choice(k));
  return counts;
}

// Below what a right distribution exceeds once in a thousand, by the approximation of Wilson and Hilferty.
bool plausible(std::vector<double> const& counts, std::vector<double> const& shares, double draws) {
  double chi_square = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    auto const expected = shares[i] * draws;
    chi_square += (counts[i] - expected) * (counts[i] - expected) / expected;
  }
  auto const freedom = static_cast<double>(counts.size() - 1);
  if (freedom == 0) return chi_square == 0;
  auto const bound = freedom * std::pow(1 - 2 / (9 * freedom) + 3.09 * std::sqrt(2 / (9 * freedom)), 3);
  BOOST_TEST_MESSAGE("chi square " << chi_square << ", bound " << bound);
  return chi_square < bound;
}

BOOST_AUTO_TEST_CASE(in_order) {
  target_choice const choice(target_order::in_order, 3, 1);
  for (std::uint64_t k = 0; k < 10; ++k) BOOST_TEST(choice(k) == k % 3);
}

BOOST_AUTO_TEST_CASE(at_random_all_are_alike) {
  target_choice const choice(target_order::random, 50, 8);
  auto const counts = frequencies(choice, 50, 100'000);
  BOOST_TEST(plausible(counts, std::vector<double>(50, 0.02), 100'000));
}

BOOST_AUTO_TEST_CASE(zipf_frequencies) {
  for (std::size_t const targets : {1U, 2U, 3U, 10U, 500U}) {
    for (double const exponent : {0.0, 0.5, 1.0, 2.0}) {
      BOOST_TEST_CONTEXT(targets << " targets, exponent " << exponent) {
        double sum = 0;
        for (std::size_t i = 1; i <= targets; ++i) sum += std::pow(static_cast<double>(i), -exponent);
        std::vector<double> shares;
        for (std::size_t i = 1; i <= targets; ++i) {
          shares.push_back(std::pow(static_cast<double>(i), -exponent) / sum);
        }
        auto const told = target_shares(target_order::zipf, targets, exponent, targets);
        for (std::size_t i = 0; i < targets; ++i) {
          BOOST_TEST(told[i] == shares[i], boost::test_tools::tolerance(1e-12));
        }
        target_choice const choice(target_order::zipf, targets, 11, exponent);
        BOOST_TEST(plausible(frequencies(choice, targets, 200'000), shares, 200'000));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(zipf_of_a_million_targets) {
  constexpr std::size_t targets = 1'000'000;
  target_choice const choice(target_order::zipf, targets, 5, 1);
  constexpr double draws = 300'000;
  double first = 0;
  double upper_half = 0;
  for (std::uint64_t k = 0; k < static_cast<std::uint64_t>(draws); ++k) {
    auto const place = choice(k);
    BOOST_REQUIRE(place < targets);
    first += place == 0 ? 1 : 0;
    upper_half += place >= targets / 2 ? 1 : 0;
  }
  auto const sum = std::log(1e6) + 0.5772156649 + 0.5e-6;  // the harmonic number
  BOOST_TEST(std::abs(first / draws - 1 / sum) < 5 * std::sqrt(1 / sum / draws));
  BOOST_TEST(std::abs(upper_half / draws - std::log(2.0) / sum) < 5 * std::sqrt(std::log(2.0) / sum / draws));
}

BOOST_AUTO_TEST_CASE(a_seed_has_always_these_targets) {
  target_choice const random(target_order::random, 1000, 1);
  target_choice const zipf(target_order::zipf, 1000, 1, 0.9);
  BOOST_TEST(random(0) == 548U);
  BOOST_TEST(random(1) == 993U);
  BOOST_TEST(random(2) == 84U);
  BOOST_TEST(zipf(0) == 15U);
  BOOST_TEST(zipf(1) == 0U);
  BOOST_TEST(zipf(2) == 84U);
}

BOOST_AUTO_TEST_SUITE_END()
