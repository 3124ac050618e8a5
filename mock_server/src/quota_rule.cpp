#include <dataarts/mock/quota_rule.hpp>

#include "gateway_error.hpp"
#include "problem_list.hpp"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace dataarts::mock {
namespace {

// In the gateway's form: "limit:30,time:1 second".
std::string measure_of(quota_rule const& quota) {
  using namespace std::chrono_literals;
  auto const [size, name] = quota.window % 1min == 0ns
                                ? std::pair(quota.window / 1min, " minute")
                                : std::pair(std::chrono::ceil<std::chrono::seconds>(quota.window) / 1s, " second");
  return "limit:" + std::to_string(quota.limit) + ",time:" + std::to_string(size) + name;
}

}  // namespace

quota_rule quota_rule::per_user() { return {.name = "per-user"}; }

quota_rule quota_rule::per_api() { return {.name = "per-api", .key = quota_key::api, .limit = 300}; }

void quota_rule::validate() const {
  using namespace std::chrono_literals;
  problem_list found;
  if (limit < 1 || limit > 100'000) {
    found.add("limit is " + std::to_string(limit) + "; it has to be between 1 and 100000");
  }
  if (window <= 0ns || window > 24h) found.add("window has to be more than 0 and at most a day");
  if (retry_after && *retry_after < 0s) {
    found.add("retry_after is " + std::to_string(retry_after->count()) + " s; it has to be 0 or more");
  }
  if (auto const* own = answer.own()) {
    if (retry_after && own->retry_after) found.add("retry_after stands beside that of the answer; one is enough");
  }
  found.add_from("answer cannot be sent: ", {}, [&] { make_refusal(); });
  found.throw_any();
}

answer quota_rule::make_refusal() const {
  if (auto const* own = answer.own()) {
    auto made = *own;
    if (retry_after) made.retry_after = retry_after;
    return make_answer(made);
  }
  std::vector<mock::answer::header> headers;
  if (retry_after) headers.push_back({"Retry-After", std::to_string(retry_after->count())});
  if (answer == documented_error::throttled) {
    auto const* policy = key == quota_key::access ? "user" : "api";
    return gateway_error(429, "APIGW.0308",
                         std::string("The throttling threshold has been reached: policy ") + policy +
                             " over ratelimit," + measure_of(*this),
                         headers);
  }
  return make_answer(*answer.documented(), headers);
}

}  // namespace dataarts::mock
