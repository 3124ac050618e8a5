#ifndef DATAARTS_NET_NO_PROXY_HPP
#define DATAARTS_NET_NO_PROXY_HPP

#include <cstdint>
#include <string_view>

namespace dataarts::net {

/// True if one of the rules, in the form of `proxy_config::no_proxy`, is for this host (IPv6 without brackets) and
/// port. Rules that cannot be read are for nobody.
bool is_exempt_from_proxy(std::string_view rules, std::string_view host, std::uint16_t port);

/// The first rule whose range or port cannot be read; empty if there is none.
std::string_view unreadable_rule(std::string_view rules);

}  // namespace dataarts::net

#endif
