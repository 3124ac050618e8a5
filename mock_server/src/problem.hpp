#ifndef DATAARTS_MOCK_PROBLEM_HPP
#define DATAARTS_MOCK_PROBLEM_HPP

#include <dataarts/mock/answer.hpp>

#include <boost/system/error_code.hpp>

#include <string>
#include <string_view>

namespace dataarts::mock {

/// Why a request cannot be answered as asked: the status of the answer, and a sentence for its body.
struct problem {
  unsigned status = 0;
  std::string message;

  explicit operator bool() const noexcept { return status != 0; }
};

/// What an error of the HTTP parser means.
/// @param start  the bytes of the message from its beginning, as far as they were read
problem explain(boost::system::error_code parser_error, std::string_view start);

answer problem_answer(problem const& what);

}  // namespace dataarts::mock

#endif
