#ifndef DATAARTS_EXAMPLES_ENDPOINT_HPP
#define DATAARTS_EXAMPLES_ENDPOINT_HPP

#include <cstdlib>
#include <string>

/// Where the examples send their queries: the first argument, or else DATAARTS_ENDPOINT, or else a mock server at home.
inline std::string endpoint_of(int argc, char** argv) {
  if (argc > 1) return argv[1];
  auto const* from_environment = std::getenv("DATAARTS_ENDPOINT");
  return from_environment != nullptr ? from_environment : "http://127.0.0.1:8080";
}

#endif
