#ifndef DATAARTS_MOCK_RUNS_POLL_FACTS_OF_HPP
#define DATAARTS_MOCK_RUNS_POLL_FACTS_OF_HPP

#include <dataarts/mock/answer_source.hpp>

#include "runs/conduct.hpp"

#include <chrono>
#include <optional>

namespace dataarts::mock::runs {

/// What expectations need to know of a query that was decided.
poll_facts facts_of(decision const& made, request_view const& request, clock::time_point at);

/// The `Retry-After` of an answer, if it has one in seconds.
std::optional<std::chrono::seconds> retry_after_of(answer const& reply);

}  // namespace dataarts::mock::runs

#endif
