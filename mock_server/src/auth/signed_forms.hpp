#ifndef DATAARTS_MOCK_AUTH_SIGNED_FORMS_HPP
#define DATAARTS_MOCK_AUTH_SIGNED_FORMS_HPP

#include <dataarts/mock/request_view.hpp>

#include "auth/authorization_header.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dataarts::mock::auth {

/// One way to write a part of the canonical request.
struct signed_form {
  std::string text;

  /// How it deviates from the documented form, as a sentence without its full stop. Empty for the documented form.
  std::string deviation = {};

  /// Whether an official signer writes it so.
  bool official = false;
};

/// The canonical request in the documented form.
std::string documented_request(request_view const& request, authorization_header const& authorization);

/// What the key signs: the algorithm, the date, the scope of a derived key, and the hash of the canonical request.
/// @param date  the value of `X-Sdk-Date`
std::string string_to_sign(authorization_header const& authorization, std::string_view date,
                           std::string_view canonical);

/// All the ways to write the canonical request of one request: a choice of each part. The first form of each part is
/// the documented one; no two forms of a part are the same text.
struct signed_forms {
  signed_forms(request_view const& request, authorization_header const& authorization);

  std::string method;
  std::vector<signed_form> paths;
  std::vector<signed_form> queries;
  std::vector<signed_form> headers;  ///< with the list of their names behind them
  std::vector<signed_form> payloads;

  std::string canonical(signed_form const& path, signed_form const& query, signed_form const& header,
                        signed_form const& payload) const;
};

}  // namespace dataarts::mock::auth

#endif
