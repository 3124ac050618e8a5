#include "plan/arrivals.hpp"

#include <algorithm>

namespace dataarts::load {
namespace {

// How many even arrivals are before so much is due.
std::uint64_t whole_requests(work due) noexcept {
  return static_cast<std::uint64_t>((due + work_of_one - 1) / work_of_one);
}

}  // namespace

std::uint64_t arrivals::expected_total(plan const& of, rate_profile const& profile) {
  auto const all = whole_requests(profile.total());
  if (!of.requests) return all;
  auto const warm = whole_requests(profile.due_by(of.warmup));
  return *of.requests < all - warm ? warm + *of.requests : all;
}

arrivals::arrivals(plan const& of, rate_profile const& profile, shard part)
    : forward_(profile),
      random_(of.seed, keyed_random::purpose::gaps),
      poisson_(of.arrivals == arrivals_kind::poisson),
      k_(poisson_ ? 0 : part.index),
      stride_(part.count),
      due_(poisson_ ? 0 : work_of_one * part.index),
      step_(work_of_one * part.count),
      total_(profile.total()),
      warm_(profile.due_by(of.warmup)),
      until_own_(part.index) {
  if (!poisson_) {
    end_ = expected_total(of, profile);
  } else if (of.requests) {
    requests_ = *of.requests;
  }
}

}  // namespace dataarts::load
