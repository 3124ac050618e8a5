#ifndef DATAARTS_MOCK_ADMIN_TRUST_HPP
#define DATAARTS_MOCK_ADMIN_TRUST_HPP

#include <dataarts/mock/request_view.hpp>

#include <string>
#include <vector>

namespace dataarts::mock::admin {

/// Keeps web pages of others away from the admin API. A page that a developer happens to look at can send requests to
/// this server: under its own name for this address (DNS rebinding), or across origins (CSRF).
class trust {
 public:
  /// @param names  host names under which the server may be called; addresses and localhost always may
  explicit trust(std::vector<std::string> names) : names_(std::move(names)) {}

  /// Throws `api_error` 403 that says why.
  void check(request_view const& request) const;

 private:
  void check_host(request_view const& request) const;

  std::vector<std::string> names_;
};

}  // namespace dataarts::mock::admin

#endif
