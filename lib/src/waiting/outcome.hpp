#ifndef DATAARTS_WAITING_OUTCOME_HPP
#define DATAARTS_WAITING_OUTCOME_HPP

#include <dataarts/failure.hpp>
#include <dataarts/instance_ref.hpp>
#include <dataarts/script_instance.hpp>

#include <string>

namespace dataarts::waiting {

/// What the wait for a run that is over comes to.
/// @param failed_is_failure  see `poll_options`.
result<script_instance> outcome_of(script_instance const& answer, bool failed_is_failure);

/// `failure::details::where` of a wait that was out of time.
/// @param last_refusal  what the service said last, if that was no state
std::string not_known_to_be_over(instance_ref const& ref, failure const& last_refusal = failure());

}  // namespace dataarts::waiting

#endif
