#ifndef DATAARTS_APPS_SUGGEST_HPP
#define DATAARTS_APPS_SUGGEST_HPP

#include <did_you_mean.hpp>

namespace dataarts::apps {

using common::closest;
using common::did_you_mean;

}  // namespace dataarts::apps

#endif
