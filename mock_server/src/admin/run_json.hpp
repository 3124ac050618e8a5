#ifndef DATAARTS_MOCK_ADMIN_RUN_JSON_HPP
#define DATAARTS_MOCK_ADMIN_RUN_JSON_HPP

#include "admin/ports.hpp"

#include <boost/json/object.hpp>

namespace dataarts::mock::admin {

boost::json::object to_json(run_shown const& run);

}  // namespace dataarts::mock::admin

#endif
