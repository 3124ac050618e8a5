#ifndef DATAARTS_CREDENTIALS_SOURCE_FAILURE_HPP
#define DATAARTS_CREDENTIALS_SOURCE_FAILURE_HPP

#include <dataarts/failure.hpp>

#include <string>
#include <utility>

namespace dataarts {

/// The failure of a source that has no credentials to give, and will not have any as long as nobody changes something.
inline failure no_credentials(std::string why) {
  failure::details details;
  details.where = std::move(why);
  return failure(errc::credentials_missing, std::move(details));
}

/// What a source says of its failure, to stand behind its name in a text that has said already that credentials lack.
inline std::string words_of_source(failure const& why) {
  bool const said = why == errc::credentials_missing || why == errc::credentials_unavailable;
  return said && !why.where().empty() ? std::string(why.where()) : why.message();
}

}  // namespace dataarts

#endif
