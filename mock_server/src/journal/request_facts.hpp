#ifndef DATAARTS_MOCK_JOURNAL_REQUEST_FACTS_HPP
#define DATAARTS_MOCK_JOURNAL_REQUEST_FACTS_HPP

#include <dataarts/mock/request_view.hpp>

#include <array>
#include <string>
#include <string_view>

namespace dataarts::mock::journals {

/// What the journal wants of the headers of a request, found in one pass over them.
struct request_facts {
  explicit request_facts(request_view const& request) noexcept;

  bool has_key() const noexcept { return !access_key.empty(); }

  std::string_view workspace;
  std::string_view session;
  std::string_view scheme;
  std::string_view access_key;  ///< itself: only an alias of it may be kept
  std::string_view signed_headers;
};

/// `ak-5d41402a`: the same for the same key, and of no use for anything else.
std::array<char, 11> alias_of(std::string_view access_key) noexcept;

/// Appends the target; the values of query parameters that are named like credentials become `***`.
void append_target(std::string& to, std::string_view target);

}  // namespace dataarts::mock::journals

#endif
