#ifndef DATAARTS_MOCK_PROGRAM_OPTION_TABLE_HPP
#define DATAARTS_MOCK_PROGRAM_OPTION_TABLE_HPP

#include <array>
#include <string_view>

namespace dataarts::mock::program {

struct option_spec {
  std::string_view flag;
  std::string_view value;  ///< what the help calls the value
  char const* variable;    ///< the environment variable that is read when the flag is not given
  std::string_view help;
};

/// In the order of the help text.
inline constexpr std::array<option_spec, 7> option_table{{
    {"--listen", "HOST:PORT", "DATAARTS_MOCK_LISTEN", "where to listen; port 0 is any free one (default: 127.0.0.1:0)"},
    {"--port-file", "FILE", "DATAARTS_MOCK_PORT_FILE",
     "write the port number to FILE once the server listens; FILE is removed before"},
    {"--threads", "N", "DATAARTS_MOCK_THREADS", "threads that serve connections, 1 to 256 (default: 1)"},
    {"--seed", "N", "DATAARTS_MOCK_SEED",
     "of request ids, tokens, keys, runs and their ids, which repeat with the same seed (default: that of the last "
     "scenario "
     "with one, else 1)"},
    {"--tls-dir", "DIR", "DATAARTS_MOCK_TLS_DIR",
     "speak HTTPS with a new certificate; write ca.pem, server.pem and server.key to DIR"},
    {"--auth", "MODE", "DATAARTS_MOCK_AUTH",
     "off, lenient or strict: look at tokens and signatures, explain refusals on standard error (default: off)"},
    {"--auth-file", "FILE", "DATAARTS_MOCK_AUTH_FILE", "keys, tokens and users, as JSON; see docs/mock-server.md"},
}};

}  // namespace dataarts::mock::program

#endif
