#ifndef DATAARTS_MOCK_ADMIN_API_ERROR_HPP
#define DATAARTS_MOCK_ADMIN_API_ERROR_HPP

#include <dataarts/mock/answer.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace dataarts::mock::admin {

/// A call that cannot be done; thrown by what handles it.
class api_error : public std::runtime_error {
 public:
  /// @param detail   what is wrong, and what would be right
  /// @param pointer  where in the body, as a JSON pointer (RFC 6901): `/match/script`; empty text: all of it; none: not
  /// there
  api_error(unsigned status, std::string const& detail, std::optional<std::string> pointer = {},
            std::vector<answer::header> headers = {})
      : std::runtime_error(detail), status_(status), pointer_(std::move(pointer)), headers_(std::move(headers)) {}

  unsigned status() const noexcept { return status_; }
  std::optional<std::string> const& pointer() const noexcept { return pointer_; }
  std::vector<answer::header> const& headers() const noexcept { return headers_; }

 private:
  unsigned status_;
  std::optional<std::string> pointer_;
  std::vector<answer::header> headers_;
};

/// In the form of WireMock: `{"errors":[{"code":404,"title":"Not Found","detail":"…","source":{"pointer":"…"}}]}`.
answer to_answer(api_error const& error);

}  // namespace dataarts::mock::admin

#endif
