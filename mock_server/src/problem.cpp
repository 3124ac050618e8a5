#include "problem.hpp"

#include "error_body.hpp"

#include <boost/json/serialize.hpp>

namespace dataarts::mock {

answer problem_answer(problem const& what) {
  return answer(what.status, boost::json::serialize(error_body(what.status, what.message)));
}

}  // namespace dataarts::mock
