#ifndef DATAARTS_MOCK_RUNS_SCRIPT_OBJECT_HPP
#define DATAARTS_MOCK_RUNS_SCRIPT_OBJECT_HPP

#include <dataarts/mock/answer_source.hpp>
#include <dataarts/mock/script_runs.hpp>

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <variant>

namespace dataarts::mock::runs {

/// What is wrong with a request.
struct request_fault {
  std::string code;     ///< of the service
  std::string message;  ///< in the service's words, and then in the mock's if those do not say enough
  std::string reason;   ///< in the mock's words only, for who adds a script by a call
};

/// The answer that says so.
decision refusal_of(request_fault const& fault);

/// DLF.3051, with what is wrong.
request_fault invalid_parameter(std::string_view what);

/// The body of a request, which has to be an object in JSON. An empty one is an empty object if `may_be_absent`.
std::variant<boost::json::object, request_fault> parse_body(std::string_view body, bool may_be_absent);

/// A new script from the body of a create request, as it is shown.
std::variant<boost::json::object, request_fault> new_script(boost::json::object const& sent);

/// Changes a script by the body of a modify request. A fault leaves it as it was.
std::variant<boost::json::object, request_fault> changed_script(boost::json::object script,
                                                                boost::json::object const& sent);

/// What is wrong with `approvers`, if there are any.
std::variant<std::monostate, request_fault> check_approvers(boost::json::object const& sent);

/// What is wrong with `params` of an execute request, if there are any.
std::variant<std::monostate, request_fault> check_params(boost::json::object const& sent);

/// Throws `std::invalid_argument`.
boost::json::object to_object(script_definition const& script);

/// What is shown of a script of which no more is known than its name.
boost::json::object plain_script(std::string_view name);

}  // namespace dataarts::mock::runs

#endif
