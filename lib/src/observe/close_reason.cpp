#include <dataarts/observer.hpp>

namespace dataarts {

std::string_view to_string(close_reason value) noexcept {
  switch (value) {
    case close_reason::error:
      return "error";
    case close_reason::server_closed:
      return "server_closed";
    case close_reason::not_kept_alive:
      return "not_kept_alive";
    case close_reason::idle_timeout:
      return "idle_timeout";
    case close_reason::max_age:
      return "max_age";
    case close_reason::interrupted:
      return "interrupted";
    case close_reason::client_closed:
      return "client_closed";
  }
  return "unknown_reason";
}

}  // namespace dataarts
