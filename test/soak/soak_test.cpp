// 200,000 queries, as many as `DATAARTS_SOAK_QUERIES` says or as the command line does:
//   test_soak -- [QUERIES [SEED]]
// Everything is decided by the seed, which is printed.

#include "phases.hpp"
#include "resources.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace {

using soak::ledger;
using soak::orders;

struct wishes {
  wishes() {
    auto const& suite = boost::unit_test::framework::master_test_suite();
    if (auto const* const value = std::getenv("DATAARTS_SOAK_QUERIES")) queries = std::stoul(value);
    if (auto const* const value = std::getenv("DATAARTS_SOAK_SEED")) seed = std::stoull(value);
    if (suite.argc > 1) queries = std::stoul(suite.argv[1]);
    if (suite.argc > 2) seed = std::stoull(suite.argv[2]);
    if (queries < 20'000)
      throw std::invalid_argument("less than 20000 queries: phases would be over before their events");
  }
  std::size_t queries = 200'000;
  std::uint64_t seed = 1;
};

void show(std::string const& phase, ledger const& what) {
  std::string text;
  for (auto const& [name, count] : what) text += "\n  " + name + ": " + std::to_string(count);
  BOOST_TEST_MESSAGE(phase << text);
}

/// Two runs of the same seed have the same accounts.
void compare(std::string const& phase, ledger const& first, ledger const& second) {
  show(phase, first);
  BOOST_TEST_CONTEXT(phase) {
    ledger names = first;
    names.insert(second.begin(), second.end());
    for (auto const& [name, ignored] : names) {
      auto const a = first.contains(name) ? first.at(name) : 0;
      auto const b = second.contains(name) ? second.at(name) : 0;
      BOOST_TEST(a == b, name << ": " << a << " the first time, " << b << " the second");
    }
  }
}

struct phase {
  char const* name;
  ledger (*run)(orders const&);
  std::size_t share;  // of the queries, in percent
  bool repeatable;
};

constexpr phase phases[] = {{"faults", soak::run_faults, 55, true},
                            {"throttling", soak::run_throttling, 10, true},
                            {"certificates", soak::run_certificates, 10, true},
                            {"addresses", soak::run_addresses, 10, false},
                            {"tokens", soak::run_tokens, 10, true},
                            {"signatures", soak::run_signatures, 5, true}};

}  // namespace

BOOST_AUTO_TEST_CASE(soak_test) {
  wishes const wished;
  std::cout << wished.queries << " queries, seed " << wished.seed << std::endl;
  auto const descriptors = soak::open_descriptors();
  std::size_t early_use = 0;
  std::size_t early_resident = 0;
  // Twice with the seed on a context for one thread, twice with the next one on a context for any number.
  for (int round = 0; round < 2; ++round) {
    ledger first[std::size(phases)];
    for (int time = 0; time < 2; ++time) {
      for (std::size_t i = 0; i < std::size(phases); ++i) {
        auto const& each = phases[i];
        BOOST_TEST_CONTEXT(each.name << ", " << wished.queries << " queries, seed " << wished.seed) {
          auto const made = each.run({.seed = wished.seed + static_cast<std::uint64_t>(round),
                                      .queries = wished.queries / 4 * each.share / 100,
                                      .threads = 1 + round});
          if (time == 0) {
            first[i] = made;
          } else if (each.repeatable) {
            compare(each.name, first[i], made);
          } else {
            show(each.name, made);
          }
          BOOST_TEST(soak::open_descriptors() == descriptors);
        }
      }
      if (early_use == 0) {
        early_use = soak::bytes_in_use();
        early_resident = soak::resident_bytes();
      }
    }
  }
  BOOST_TEST_MESSAGE("in use " << early_use << " B, then " << soak::bytes_in_use() << " B; resident " << early_resident
                               << " B, then " << soak::resident_bytes() << " B");
  if (DATAARTS_INSTRUMENTED != 0) return;  // the sanitizers keep what was freed, and look for leaks themselves
  // All clients and servers are gone at both times. What may differ are ledgers, which are names and numbers.
  BOOST_TEST(soak::bytes_in_use() <= early_use + 64 * 1024);
  // Pages that the allocator keeps: as much as one phase uses at its most, in another arrangement.
  BOOST_TEST(soak::resident_bytes() <= early_resident + 8 * 1024 * 1024);
}
