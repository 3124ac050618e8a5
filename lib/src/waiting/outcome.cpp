#include "waiting/outcome.hpp"

#include <memory>
#include <utility>

namespace dataarts::waiting {

result<script_instance> outcome_of(script_instance const& answer, bool failed_is_failure) {
  if (answer.status() != run_status::failed || !failed_is_failure) return answer;
  failure::details details;
  details.http_status = 200;
  details.request_id = answer.request_id();
  details.where = answer.failure_reason().value_or("the service told no reason");
  details.last_answer = std::make_shared<script_instance const>(answer);
  return failure(errc::run_failed, std::move(details));
}

std::string not_known_to_be_over(instance_ref const& ref, failure const& last_refusal) {
  auto text = "the run " + std::string(ref.instance()) + " of the script " + std::string(ref.script()) +
              " is not known to be over at the deadline of the wait";
  if (last_refusal.code().failed()) text += "; the last answer was " + last_refusal.message();
  return text;
}

}  // namespace dataarts::waiting
