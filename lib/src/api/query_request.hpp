#ifndef DATAARTS_API_QUERY_REQUEST_HPP
#define DATAARTS_API_QUERY_REQUEST_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dataarts {

class clock;

namespace auth {
class authorization;
}

/// True if `name` can be one segment of a request path: not empty, valid UTF-8, no '/', no control character, and
/// neither "." nor ".." (proxies and servers remove such segments before the service sees them, and percent-encoding
/// does not protect them).
bool is_sendable_name(std::string_view name) noexcept;

/// True if `value` can be the value of the header `workspace`: printable ASCII with no blank at either end. Empty is
/// fine, no header is sent then.
bool is_sendable_workspace(std::string_view value) noexcept;

/// What keeps one of them from being sent, e.g. `script name "a/b": contains "/"`. Nothing if it can be.
std::optional<std::string> objection_to_script(std::string_view name);
std::optional<std::string> objection_to_workspace(std::string_view value);

/// What keeps a reference from being sent: which part and why, e.g. `script name "a/b": contains "/"`. Nothing if it
/// can be sent. Allocates only when there is an objection.
std::optional<std::string> objection_to(std::string_view script, std::string_view instance, std::string_view workspace);

/// Writes the request that asks for one script instance; everything that does not change from call to call is put
/// together once. One thread at a time.
class query_request_template {
 public:
  /// All texts are used as they are but `project_id`, which is percent-encoded.
  /// @param path_prefix  the path of the endpoint without a slash at the end; may be empty.
  /// @param host  value of `Host`.
  /// @param default_workspace  for references that name none; may be empty.
  /// @param accept_gzip  ask for a packed answer; not one of the headers that are signed.
  query_request_template(std::string_view path_prefix, std::string_view project_id, std::string_view host,
                         std::string_view user_agent, std::string_view default_workspace, bool accept_gzip = false);

  /// Appends the whole HTTP/1.1 request. Allocates nothing when `out` has the capacity.
  /// Precondition: `objection_to(script, instance, workspace)` gives nothing.
  void append_to(std::string& out, std::string_view script, std::string_view instance, std::string_view workspace,
                 auth::authorization& authorization, clock const& time);

  /// The size of that request, or a little more.
  std::size_t size_of(std::string_view script, std::string_view instance, std::string_view workspace,
                      auth::authorization const& authorization) const noexcept;

 private:
  std::string before_script_;
  std::string after_instance_;
  std::string default_workspace_;
  std::string canonical_before_script_;  // empty if it is the same as on the request line
  std::string canonical_path_;           // scratch
};

}  // namespace dataarts

#endif
