#include "openssl_ptr.hpp"

#include <openssl/err.h>

#include <stdexcept>

namespace dataarts::mock {

void throw_openssl_error(std::string_view doing) {
  char reason[256] = "no reason given";
  if (auto const code = ERR_get_error(); code != 0) ERR_error_string_n(code, reason, sizeof(reason));
  ERR_clear_error();
  throw std::runtime_error("TLS: " + std::string(doing) + ": " + reason);
}

}  // namespace dataarts::mock
