#include "runs/quota_book.hpp"

#include "auth/authorization_header.hpp"

#include <functional>
#include <optional>
#include <string_view>
#include <variant>

namespace dataarts::mock::runs {
namespace {

// Who asks. A signature differs from request to request, so that what cannot be taken apart is one user.
std::string_view credential_of(request_view const& request) {
  if (auto const authorization = request.header("Authorization")) {
    auto const parsed = auth::parse_authorization(*authorization);
    auto const* parts = std::get_if<auth::authorization_header>(&parsed);
    return parts == nullptr ? std::string_view("Authorization") : parts->access_key;
  }
  return request.header("X-Auth-Token").value_or(std::string_view());
}

// Nothing: the quota is not for such a request.
std::optional<std::uint64_t> key_of(quota_key by, request_view const& request, operation asked, name_view what) {
  switch (by) {
    case quota_key::access:
      return std::hash<std::string_view>()(credential_of(request));
    case quota_key::api:
      return static_cast<std::uint64_t>(asked);
    case quota_key::instance:
      if (what.instance.empty()) return std::nullopt;
      return name_hash()({what.workspace, what.script, what.instance});
    case quota_key::all:
      break;
  }
  return 0;
}

passed_requests& find_or_make(quota_usage::by_key& keys, std::uint64_t key, quota_rule const& quota,
                              clock::time_point now) {
  if (keys.size() >= quota_usage::most_keys && !keys.contains(key)) {
    std::erase_if(keys, [&](auto const& each) { return each.second.stale(quota, now); });
    if (keys.size() >= quota_usage::most_keys) key = 0;
  }
  return keys[key];
}

}  // namespace

void passed_requests::add(quota_rule const& quota, clock::time_point now) {
  newest_ = now;
  if (times_.size() < quota.limit) return times_.push_back(now);
  times_[oldest_] = now;
  oldest_ = (oldest_ + 1) % times_.size();
}

void quota_book::add(quota_rule const& quota) {
  quota.validate();
  all_.push_back(std::make_shared<prepared_quota const>(prepared_quota{quota, quota.make_refusal()}));
}

std::shared_ptr<answer const> quota_book::refuse(quota_usage& usage, request_view const& request, operation asked,
                                                 name_view what, clock::time_point now) const {
  std::lock_guard const lock(usage.mutex);
  usage.of_quota.resize(all_.size());
  usage.concerned.clear();
  for (std::size_t i = 0; i < all_.size(); ++i) {
    auto const& quota = all_[i]->rule;
    auto const key = key_of(quota.key, request, asked, what);
    if (!key) continue;
    auto& passed = find_or_make(usage.of_quota[i], *key, quota, now);
    if (passed.full(quota, now)) {
      ++usage.refused;
      return {all_[i], &all_[i]->refusal};
    }
    usage.concerned.emplace_back(&quota, &passed);
  }
  for (auto const& [quota, passed] : usage.concerned) passed->add(*quota, now);
  return nullptr;
}

std::vector<quota_rule> quota_book::rules() const {
  std::vector<quota_rule> made;
  for (auto const& each : all_) made.push_back(each->rule);
  return made;
}

}  // namespace dataarts::mock::runs
