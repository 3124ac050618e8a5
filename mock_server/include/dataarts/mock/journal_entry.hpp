#ifndef DATAARTS_MOCK_JOURNAL_ENTRY_HPP
#define DATAARTS_MOCK_JOURNAL_ENTRY_HPP

#include <dataarts/mock/account.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace dataarts::mock {

/// One request and what was decided about it. Holds no secret: of the credentials there is the scheme, an alias of the
/// access key, and which headers were signed; values of query parameters that look like credentials are `***`.
struct journal_entry {
  std::uint64_t seq = 0;                            ///< from 1, in the order of recording
  std::chrono::system_clock::time_point real_time;  ///< the machine's clock, not the mock's
  std::chrono::nanoseconds mock_time{};             ///< on the mock's clock, since its server started
  std::uint64_t connection = 0;                     ///< from 1, in the order of their first requests
  std::uint64_t request_on_connection = 0;          ///< from 1
  std::string session = {};                         ///< `X-Mock-Session`
  std::string method = {};
  std::string target = {};
  std::string workspace = {};
  std::string script = {};    ///< of the path, decoded; empty if the path names none
  std::string instance = {};  ///< likewise
  std::string rule = {};
  std::optional<std::size_t> step = {};
  std::uint64_t poll = 0;
  std::string told = {};
  unsigned status = 0;
  std::uint64_t bytes = 0;  ///< of the body that was decided; a fault may send fewer
  std::string fault = {};
  bool matched = true;  ///< false: nothing was known about the request
  bool terminal = false;
  bool after_terminal = false;
  std::optional<std::chrono::nanoseconds> gap = {};
  std::string auth_scheme = {};     ///< `token`, `SDK-HMAC-SHA256`, `V11-HMAC-SHA256`, `other`; empty: no credentials
  std::string access_key = {};      ///< an alias that is the same for the same key, `ak-5d41402a`
  std::string signed_headers = {};  ///< as the client listed them: `host;x-sdk-date`
  auth_result auth = auth_result::unchecked;

  /// Whether the request carried a signature.
  bool is_signed() const noexcept { return !signed_headers.empty(); }

  bool operator==(journal_entry const&) const = default;
};

/// One line of JSON, without the line feed: what a journal file is made of.
std::string to_json_line(journal_entry const& entry);

/// The same, appended.
void append_json_line(std::string& to, journal_entry const& entry);

}  // namespace dataarts::mock

#endif
