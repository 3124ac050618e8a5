#ifndef DATAARTS_API_DECODE_ERROR_HPP
#define DATAARTS_API_DECODE_ERROR_HPP

#include <dataarts/error.hpp>

#include <cstddef>
#include <string>

namespace dataarts {

/// What keeps a body from being read.
struct decode_error {
  errc code = errc::invalid_json;
  std::size_t offset = 0;  ///< the byte of the body
  std::string what;        ///< the member, e.g. `results[2].rowCount`, or a remark; may be empty

  /// For `failure::details::where`, e.g. "results[2].rowCount, body byte 17".
  std::string where() const;
};

}  // namespace dataarts

#endif
