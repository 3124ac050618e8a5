#ifndef DATAARTS_MOCK_ADMIN_PAGE_POLICY_HPP
#define DATAARTS_MOCK_ADMIN_PAGE_POLICY_HPP

#include <string>
#include <string_view>

namespace dataarts::mock::admin {

/// The `Content-Security-Policy` of a page: it may run the scripts that stand in it, by their hashes, and no other; it
/// may talk to its own server only, and nobody may frame it.
std::string page_policy(std::string_view page);

}  // namespace dataarts::mock::admin

#endif
