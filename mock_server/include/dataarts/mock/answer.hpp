#ifndef DATAARTS_MOCK_ANSWER_HPP
#define DATAARTS_MOCK_ANSWER_HPP

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::mock {

/// One answer, serialised when it is made. Immutable, so that any number of sessions and threads may send it.
///
/// `Server`, `Date`, `Content-Length`, `X-Request-Id` and `Connection` are the server's own: it adds them.
class answer {
 public:
  struct header {
    std::string name;
    std::string value;

    friend bool operator==(header const&, header const&) = default;
  };

  /// @param status   200 to 599. 204 and 304 have no body.
  /// @param body     sent as it is; left out for HEAD, where its length is still told.
  /// @param headers  in this order, after the server's own. `Content-Type: application/json` is added to an answer
  ///                 that has a body and no content type.
  /// Throws `std::invalid_argument` that names the part that cannot be sent: a status out of range, a body where none
  /// may be, a header name that is no token or belongs to the server, a header value with a control character.
  explicit answer(unsigned status, std::string body = {}, std::vector<header> const& headers = {});

  /// An answer whose body repeats the value of `X-Request-Id`, as the errors of the API gateway do.
  /// @param request_id_at  where in the body its 32 characters go; the body has as many to be overwritten there
  /// Throws as the constructor does, and when the body has no such room.
  static answer with_request_id(unsigned status, std::string body, std::size_t request_id_at,
                                std::vector<header> const& headers = {});

  unsigned status() const noexcept { return status_; }
  std::string const& body() const noexcept { return body_; }
  std::optional<std::size_t> request_id_in_body() const noexcept { return request_id_in_body_; }

  /// What the connection does after this answer, and how the peer has to be told.
  enum class connection { keep, close, keep_http_1_0 };

  /// The status line and the header, up to and including the blank line, with room for date and request id.
  struct head {
    std::string bytes;
    std::size_t date_at = 0;        ///< where the 29 characters of the date go
    std::size_t request_id_at = 0;  ///< where the 32 characters of the request id go
  };
  head const& head_for(connection after) const noexcept { return heads_[static_cast<std::size_t>(after)]; }

 private:
  unsigned status_;
  std::string body_;
  std::optional<std::size_t> request_id_in_body_;
  std::array<head, 3> heads_;
};

}  // namespace dataarts::mock

#endif
