#include <dataarts/mock/documented_answers.hpp>

#include "refer_to.hpp"
#include "script_route.hpp"
#include "unmatched_answer.hpp"

#include <dataarts/mock/documented_error.hpp>

#include <utility>

namespace dataarts::mock {
namespace {

constexpr std::string_view finished_text =
    R"~({"results": [{"message": "","duration":0.5,"rowCount": 1,"rows": [[913460.0,765.0,"8/31/2015 23:26",)~"
    R"~("Harry Bridges Plaza (Ferry Building)",50.0,"8/31/2015 23:39","San Francisco Caltrain (Townsend at 4th)",)~"
    R"~(70.0,"288","Subscriber","2139"]],"schema": [{"TripID": "int"},{"Duration": "int"},{"StartDate": "string"},)~"
    R"~({"StartStation": "string"},{"StartTerminal": "int"},{"EndDate": "string"},{"EndStation": "string"},)~"
    R"~({"EndTerminal": "int"},{"Bike": "string"},{"SubscriberType": "string"},{"ZipCode": "string"}]}],)~"
    R"~("status": "FINISHED"})~";
static_assert(finished_text.size() == 527);

}  // namespace

std::string_view documented_answers::finished_body() noexcept { return finished_text; }

documented_answers::documented_answers()
    : finished_(200, std::string(finished_text)),
      failed_(200, R"({"results":[{"message":"Table \"citys\" does not exist.","duration":0.2,"rowCount":0,"rows":[],)"
                   R"("schema":[]}],"status":"FAILED"})"),
      launching_(200, R"({"results":[],"status":"LAUNCHING"})"),
      running_(200, R"({"results":[],"status":"RUNNING"})"),
      no_script_(make_answer(documented_error::dlf6201)),
      no_instance_(make_answer(documented_error::dlf6205)) {}

decision documented_answers::decide(request_view const& request) {
  if (!is_instance_query(request)) {
    static constexpr std::string_view known[] = {template_of(operation::query)};
    return {std::make_shared<answer const>(unmatched_answer(request, known)), {}, false};
  }
  if (request.segments[3] != script) return {refer_to(no_script_), {}, true, {.told = "dlf6201"}};
  auto const asked = request.segments[5];
  if (asked == instance) return {refer_to(finished_), {}, true, {.told = "FINISHED", .terminal = true}};
  if (asked == "failed") return {refer_to(failed_), {}, true, {.told = "FAILED", .terminal = true}};
  if (asked == "launching") return {refer_to(launching_), {}, true, {.told = "LAUNCHING"}};
  if (asked == "running") return {refer_to(running_), {}, true, {.told = "RUNNING"}};
  return {refer_to(no_instance_), {}, true, {.told = "dlf6205"}};
}

}  // namespace dataarts::mock
