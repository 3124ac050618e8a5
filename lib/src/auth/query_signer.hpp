#ifndef DATAARTS_AUTH_QUERY_SIGNER_HPP
#define DATAARTS_AUTH_QUERY_SIGNER_HPP

#include "signing_key.hpp"

#include <dataarts/clock.hpp>
#include <dataarts/signing.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace dataarts::auth {

/// Signs queries: what `sign` does, for requests that are all alike but for path, workspace and time. Allocates nothing
/// once warm. One thread at a time.
class query_signer {
 public:
  /// @param host  value of `Host`.
  /// @param project_id  value of `X-Project-Id`, which is sent and signed.
  /// Throws `std::invalid_argument` for keys, a scope or a project that cannot be used.
  query_signer(credentials const& keys, signing_options const& options, std::string_view host,
               std::string_view project_id);

  /// Appends the lines `X-Project-Id`, `X-Sdk-Date`, `X-Security-Token` (for temporary keys) and `Authorization`, each
  /// with its CRLF, for a GET without query and body whose other signed headers are `Content-Type: application/json`,
  /// `Host` and, unless it is empty, `workspace`.
  /// @param path  in canonical form, but without the slash at its end.
  void append_lines(std::string& out, std::string_view path, std::string_view workspace, clock::wall_time now);

  /// Bytes that `append_lines` appends, at most.
  std::size_t largest_size() const noexcept { return largest_size_; }

 private:
  void take_time(clock::wall_time now);

  signing_key key_;
  std::string host_line_;     // content-type too, which sorts before it
  std::string project_line_;  // up to the value of x-sdk-date
  std::string after_date_;
  std::string fixed_lines_;        // of the request
  std::string signed_headers_[2];  // without and with workspace
  std::size_t largest_size_ = 0;

  std::chrono::sys_seconds second_{std::chrono::seconds::min()};  // that date_ stands for
  std::string date_;
  std::string canonical_;  // scratch
  std::string to_sign_;
};

}  // namespace dataarts::auth

#endif
