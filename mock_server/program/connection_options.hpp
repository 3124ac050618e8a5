#ifndef DATAARTS_MOCK_PROGRAM_CONNECTION_OPTIONS_HPP
#define DATAARTS_MOCK_PROGRAM_CONNECTION_OPTIONS_HPP

#include <dataarts/mock/options.hpp>

#include "option_values.hpp"

#include <cstdint>
#include <optional>

namespace dataarts::mock::program {

/// What connections meet with, whatever is asked on them.
struct connection_settings {
  std::uint64_t most = 0;  ///< 0: any number
  mock::close_after close_after = {};
  std::optional<tls_options> tls = {};  ///< none: plain HTTP
};

/// `--max-connections`, `--close-…` and `--tls-…`. Throws `usage_error`.
connection_settings read_connection_options(option_values const& given);

}  // namespace dataarts::mock::program

#endif
