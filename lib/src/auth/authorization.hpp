#ifndef DATAARTS_AUTH_AUTHORIZATION_HPP
#define DATAARTS_AUTH_AUTHORIZATION_HPP

#include "query_signer.hpp"
#include "secret_hider.hpp"

#include <dataarts/clock.hpp>
#include <dataarts/credentials.hpp>
#include <dataarts/signing.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace dataarts::auth {

/// The header lines that authorise queries with one set of credentials: a token, a signature or nothing. One thread at
/// a time.
class authorization {
 public:
  /// @param host, project_id  as in `query_signer`.
  /// Throws `std::invalid_argument`, which shows no secret, for credentials that cannot be sent.
  authorization(credentials const& from, signing_options const& options, std::string_view host,
                std::string_view project_id);

  /// Appends the lines, each with its CRLF; see `query_signer::append_lines`.
  void append_lines(std::string& out, std::string_view path, std::string_view workspace, clock const& time) {
    if (signer_) {
      signer_->append_lines(out, path, workspace, time.wall_now());
    } else {
      out += token_line_;
    }
  }

  /// The line of the token, if that is what authorises; for requests that are signed as a whole by `sign`.
  void append_token_line(std::string& out) const { out += token_line_; }

  /// How to sign.
  signing_options const& options() const noexcept { return options_; }

  /// Bytes that the lines of any request take, at most.
  std::size_t largest_size() const noexcept { return signer_ ? signer_->largest_size() : token_line_.size(); }

  /// Replaces what must not be seen, should a text from outside repeat it: gateways answer a wrong signature with the
  /// request that they checked, security token included.
  void hide_secrets(std::string& text) const { secrets_.hide(text); }

  bool signs() const noexcept { return signer_.has_value(); }

  credentials const& content() const noexcept { return content_; }

 private:
  std::string token_line_;
  credentials content_;
  signing_options options_;
  secret_hider secrets_;
  std::optional<query_signer> signer_;
};

}  // namespace dataarts::auth

#endif
