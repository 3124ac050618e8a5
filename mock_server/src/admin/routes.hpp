#ifndef DATAARTS_MOCK_ADMIN_ROUTES_HPP
#define DATAARTS_MOCK_ADMIN_ROUTES_HPP

#include "admin/context.hpp"
#include "admin/router.hpp"

namespace dataarts::mock::admin {

// The calls of the API by what they are about, each in a file of its own.
void add_server_routes(router& to, shared_context const& what);    ///< health, version, reset, shutdown, metrics
void add_document_routes(router& to, shared_context const& what);  ///< the page, OpenAPI, schema, plan, config
void add_request_routes(router& to, shared_context const& what);   ///< requests and near misses, as WireMock has them
void add_journal_routes(router& to, shared_context const& what);   ///< the journal, expectations, coverage
void add_mapping_routes(router& to, shared_context const& what);   ///< the rules, as WireMock's mappings
void add_scenario_routes(router& to, shared_context const& what);  ///< the runs, as WireMock's scenarios
void add_instance_routes(router& to, shared_context const& what);  ///< the runs
void add_clock_routes(router& to, shared_context const& what);
void add_signature_routes(router& to, shared_context const& what);

}  // namespace dataarts::mock::admin

#endif
