#ifndef DATAARTS_MOCK_AUTH_REFUSAL_HPP
#define DATAARTS_MOCK_AUTH_REFUSAL_HPP

#include <dataarts/mock/answer.hpp>
#include <dataarts/mock/auth_options.hpp>
#include <dataarts/mock/request_view.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace dataarts::mock::auth {

/// A refused request: what the observer is told, and what the client gets.
struct refusal {
  auth_refusal told = {};
  std::shared_ptr<answer const> reply = {};
};

/// What the observer is told of a request.
auth_refusal describe(request_view const& request, auth_refusal::reason why, std::string explanation);

/// The API gateway's answer, HTTP 401. `message` is put as text into the body, with `?` for bytes that are no ASCII.
std::shared_ptr<answer const> gateway_refusal(std::string_view code, std::string_view message);

}  // namespace dataarts::mock::auth

#endif
