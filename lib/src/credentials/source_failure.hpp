#ifndef DATAARTS_CREDENTIALS_SOURCE_FAILURE_HPP
#define DATAARTS_CREDENTIALS_SOURCE_FAILURE_HPP

#include <dataarts/failure.hpp>

#include <string>
#include <utility>

namespace dataarts {

/// The failure of a source that has no credentials to give.
inline failure no_credentials(std::string why) {
  failure::details details;
  details.where = std::move(why);
  return failure(errc::credentials_unavailable, std::move(details));
}

}  // namespace dataarts

#endif
