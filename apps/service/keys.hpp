#ifndef DATAARTS_APPS_KEYS_HPP
#define DATAARTS_APPS_KEYS_HPP

#include "environment.hpp"

#include <dataarts/credentials.hpp>

#include <optional>

namespace dataarts::apps {

/// The access key of the environment, as the official SDKs read it: `HUAWEICLOUD_SDK_AK`, `_SK` and, for temporary
/// keys,
/// `_SECURITY_TOKEN`. Nothing if neither is set. Throws `usage_error` if one of the two is missing.
std::optional<credentials> read_keys(environment const& variables);

}  // namespace dataarts::apps

#endif
