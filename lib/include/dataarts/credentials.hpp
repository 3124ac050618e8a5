#ifndef DATAARTS_CREDENTIALS_HPP
#define DATAARTS_CREDENTIALS_HPP

#include <string>
#include <string_view>
#include <utility>

namespace dataarts {

/// How calls are authorised.
///
/// A value type. Its content is never written to logs, errors or reports, and there is no stream output on purpose.
class credentials {
 public:
  /// No authorisation: nothing is added to a request.
  credentials() = default;

  /// A project-scoped IAM token, sent as `X-Auth-Token`. A token with a character that cannot stand in a header
  /// (control characters, line breaks) is refused by the constructor of `client`.
  static credentials token(std::string value) {
    credentials made;
    made.token_ = std::move(value);
    return made;
  }

  std::string_view token() const noexcept { return token_; }

 private:
  std::string token_;
};

}  // namespace dataarts

#endif
