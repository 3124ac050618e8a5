#ifndef DATAARTS_MOCK_ADMIN_BODY_MEMBERS_HPP
#define DATAARTS_MOCK_ADMIN_BODY_MEMBERS_HPP

#include <boost/json/object.hpp>

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace dataarts::mock::admin {

// Members of a body. Each throws `api_error` 400 with the place, as a JSON pointer, and what would be right.

void know_members(boost::json::object const& body, std::span<std::string_view const> known, std::string const& at = {});
std::optional<std::string> text_member(boost::json::object const& body, std::string_view name,
                                       std::string const& at = {});
std::optional<bool> bool_member(boost::json::object const& body, std::string_view name);
std::optional<std::chrono::nanoseconds> duration_member(boost::json::object const& body, std::string_view name);

/// "10s", "1.5s": as a file says it, and a person reads it.
std::string duration_text(std::chrono::nanoseconds value);

}  // namespace dataarts::mock::admin

#endif
