#ifndef DATAARTS_MOCK_ADMIN_OPTIONS_HPP
#define DATAARTS_MOCK_ADMIN_OPTIONS_HPP

#include <dataarts/mock/adjustable_clock.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::mock {

/// The admin API below `/__admin`: whether it is served, and what it can do. See docs/mock/admin.md.
///
/// Calls of it are no traffic: they are neither counted nor journaled, need no authentication of the mocked service,
/// and change no answer to others, `X-Request-Id` included. What is left out answers 501 and says so. The functions are
/// called on the server's threads, from several at once if it has several.
struct admin_options {
  bool enabled = false;

  /// An address and port of its own, in place of that of the server: for a server whose connections are to be the
  /// clients' only.
  struct listen {
    std::string host = "127.0.0.1";  ///< an address, not a name
    std::uint16_t port = 0;          ///< 0: any free port
  };
  std::optional<listen> own_listener = {};

  /// Host names under which the API may be called, besides addresses and localhost. Others get 403: web pages of
  /// others could else use it under a name of theirs for this address (DNS rebinding).
  std::vector<std::string> host_names = {};

  /// What the commands about time move; that of `options::clock`.
  std::shared_ptr<adjustable_clock> clock = {};

  /// Why the server is not ready yet; empty: it is. Null: it is.
  std::function<std::string()> not_ready = {};

  /// Called once, after the answer to `POST /__admin/shutdown` is decided; `server::stop` is right.
  std::function<void()> shut_down = {};

  /// Reads the scenario files anew, all or nothing. Throws an exception that says everything that is wrong.
  std::function<void()> reload = {};

  /// The scenario in use, in JSON; and one to use from now on, all or nothing, which throws as `reload` does.
  std::function<std::string()> show_config = {};
  std::function<void(std::string_view text)> replace_config = {};

  std::function<std::string()> schema = {};  ///< of scenario files, in JSON

  /// The faults that will come.
  /// @param seed, polls  none: those of the server, and as many as the implementation shows
  std::function<std::string(std::optional<std::uint64_t> seed, std::optional<std::uint64_t> polls)> plan = {};
};

}  // namespace dataarts::mock

#endif
