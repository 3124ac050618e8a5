#ifndef DATAARTS_MOCK_AUTH_ISSUED_HPP
#define DATAARTS_MOCK_AUTH_ISSUED_HPP

#include "auth/temporary_keys.hpp"
#include "auth/token_mint.hpp"

#include <cstddef>
#include <cstdint>

namespace dataarts::mock::auth {

/// All that the server hands out, which its own checks know again.
struct issued {
  issued(std::uint64_t seed, std::size_t token_size)
      : tokens(seed, "token", token_size),
        metadata_tokens(seed, "metadata token", token_mint::least_size),
        keys(seed) {}

  token_mint tokens;
  token_mint metadata_tokens;
  temporary_keys keys;
};

}  // namespace dataarts::mock::auth

#endif
