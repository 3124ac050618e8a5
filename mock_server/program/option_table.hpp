#ifndef DATAARTS_MOCK_PROGRAM_OPTION_TABLE_HPP
#define DATAARTS_MOCK_PROGRAM_OPTION_TABLE_HPP

#include <array>
#include <string_view>

namespace dataarts::mock::program {

struct option_spec {
  std::string_view flag;
  std::string_view value;  ///< what the help calls the value; empty: a switch, 1 or 0 in the environment
  char const* variable;    ///< the environment variable that is read when the flag is not given
  std::string_view help;
};

/// In the order of the help text.
inline constexpr std::array<option_spec, 29> option_table{{
    {"--listen", "HOST:PORT", "DATAARTS_MOCK_LISTEN", "where to listen; port 0 is any free one (default: 127.0.0.1:0)"},
    {"--port-file", "FILE", "DATAARTS_MOCK_PORT_FILE",
     "write the port number to FILE once the server listens; FILE is removed before"},
    {"--ready-fd", "N", "DATAARTS_MOCK_READY_FD",
     "write the ready line to descriptor N and close it, instead of to standard output; 1 is standard output, closed"},
    {"--print-env", "sh|json", "DATAARTS_MOCK_PRINT_ENV",
     "the environment by which the SDKs and dataarts use this server: json, as a member of the ready line; sh, in its "
     "place, for eval (default without a value: sh)"},
    {"--ttl", "TIME", "DATAARTS_MOCK_TTL", "end as by SIGTERM after that time, such as 10m"},
    {"--exit-with-parent", "", "DATAARTS_MOCK_EXIT_WITH_PARENT",
     "end as by SIGTERM when the process ends that has started this one"},
    {"--unknown", "strict|api", "DATAARTS_MOCK_UNKNOWN",
     "what a request gets that nothing is known about: 501, or 404 APIGW.0101 as from the gateway (default: strict)"},
    {"--max-connections", "N", "DATAARTS_MOCK_MAX_CONNECTIONS",
     "connections at once; more are reset (default: 0, any number)"},
    {"--close-after", "N", "DATAARTS_MOCK_CLOSE_AFTER",
     "requests that a connection is good for; the last answer says that it closes (default: 0, any number)"},
    {"--close-unannounced", "", "DATAARTS_MOCK_CLOSE_UNANNOUNCED",
     "with --close-after: the last answer does not say it"},
    {"--threads", "N", "DATAARTS_MOCK_THREADS", "threads that serve connections, 1 to 256 (default: 1)"},
    {"--seed", "N", "DATAARTS_MOCK_SEED",
     "of request ids, tokens, keys, runs and their ids, which repeat with the same seed (default: that of the last "
     "scenario "
     "with one, else 1)"},
    {"--watch", "", "DATAARTS_MOCK_WATCH",
     "read the scenarios again when their files change; what is wrong then is said, and changes nothing"},
    {"--tls-dir", "DIR", "DATAARTS_MOCK_TLS_DIR",
     "speak HTTPS with a new certificate; write ca.pem, server.pem and server.key to DIR"},
    {"--tls-certificate", "KIND", "DATAARTS_MOCK_TLS_CERTIFICATE",
     "good, expired, not-yet, wrong-host or self-signed (default: good)"},
    {"--tls-max", "1.2|1.3", "DATAARTS_MOCK_TLS_MAX", "the highest version of TLS (default: 1.3)"},
    {"--tls-handshake", "FAULT", "DATAARTS_MOCK_TLS_HANDSHAKE",
     "how handshakes fail: close, reset, alert, stall or not-tls; good: they do not (default: good)"},
    {"--tls-faulty-handshakes", "N", "DATAARTS_MOCK_TLS_FAULTY_HANDSHAKES",
     "how many of them, the first ones (default: all)"},
    {"--tls-no-close-notify", "", "DATAARTS_MOCK_TLS_NO_CLOSE_NOTIFY",
     "end connections without the message of TLS that they end in order"},
    {"--auth", "MODE", "DATAARTS_MOCK_AUTH",
     "off, lenient or strict: look at tokens and signatures, explain refusals on standard error (default: off)"},
    {"--clock", "CLOCK", "DATAARTS_MOCK_CLOCK",
     "real; virtual, which stands still until an admin call moves it, from 2020 on; virtual:now or "
     "virtual:2026-01-15T08:30:00Z, from then on (default: real)"},
    {"--admin", "on|off", "DATAARTS_MOCK_ADMIN", "serve /__admin; see docs/mock/admin.md (default: on)"},
    {"--admin-listen", "HOST:PORT", "DATAARTS_MOCK_ADMIN_LISTEN", "serve /__admin there, and not where --listen says"},
    {"--admin-host", "NAME", "DATAARTS_MOCK_ADMIN_HOST",
     "serve /__admin under this host name, too, not only under addresses and localhost"},
    {"--journal", "FILE", "DATAARTS_MOCK_JOURNAL",
     "write each request and what was decided to FILE, as lines of JSON; FILE is replaced"},
    {"--journal-limit", "N", "DATAARTS_MOCK_JOURNAL_LIMIT",
     "how many requests are kept in memory; 0: none (default: 1000)"},
    {"--verify-on-exit", "", "DATAARTS_MOCK_VERIFY_ON_EXIT",
     "at the end, say whether what the scenarios expect holds; exit 1 if it does not"},
    {"--coverage-min", "PCT", "DATAARTS_MOCK_COVERAGE_MIN",
     "at the end, exit 1 if less of the scenarios was seen than PCT per cent, 0 to 100"},
    {"--auth-file", "FILE", "DATAARTS_MOCK_AUTH_FILE", "keys, tokens and users, as JSON; see docs/mock-server.md"},
}};

}  // namespace dataarts::mock::program

#endif
