#ifndef DATAARTS_MOCK_AUTH_AUTHENTICATOR_HPP
#define DATAARTS_MOCK_AUTH_AUTHENTICATOR_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/auth_options.hpp>
#include <dataarts/mock/request_view.hpp>

#include "auth/authorization_header.hpp"
#include "auth/failure_locks.hpp"
#include "auth/issued.hpp"
#include "auth/refusal.hpp"

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace dataarts::mock::auth {

/// Decides whether a request may pass, as the API gateway does. Thread-safe.
class authenticator {
 public:
  /// @param known  what else is good but the keys and tokens of the settings; outlives this object
  authenticator(auth_options const& settings, std::shared_ptr<clock> time, issued const& known);

  /// Nothing: it may.
  std::optional<refusal> check(request_view const& request);

  void add_to(auth_counters& counts) const;

 private:
  struct found_key {
    access_key parts;
    std::optional<clock::wall_time> expires;
  };

  std::optional<refusal> check_token(request_view const& request, std::string_view token);
  std::optional<refusal> check_signed(request_view const& request, std::string_view authorization);
  std::optional<refusal> check_key(request_view const& request, authorization_header const& authorization,
                                   found_key const& key);
  std::optional<refusal> check_date(request_view const& request, authorization_header const& authorization) const;
  std::optional<found_key> find_key(std::string_view access) const;

  auth_mode mode_;
  std::map<std::string, access_key, std::less<>> keys_;
  std::set<std::string, std::less<>> tokens_;
  std::shared_ptr<clock> clock_;
  issued const& issued_;
  failure_locks locks_;
  std::atomic<std::uint64_t> signatures_ = 0;
  std::atomic<std::uint64_t> other_forms_ = 0;
  std::atomic<std::uint64_t> tokens_accepted_ = 0;
  std::atomic<std::uint64_t> locked_ = 0;
};

}  // namespace dataarts::mock::auth

#endif
