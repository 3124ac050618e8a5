#ifndef DATAARTS_APPS_ENVIRONMENT_HPP
#define DATAARTS_APPS_ENVIRONMENT_HPP

#include <functional>

namespace dataarts::apps {

/// Reads a variable; null if it is not set. Empty values count as not set.
using environment = std::function<char const*(char const* name)>;

}  // namespace dataarts::apps

#endif
