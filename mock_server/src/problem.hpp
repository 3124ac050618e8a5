#ifndef DATAARTS_MOCK_PROBLEM_HPP
#define DATAARTS_MOCK_PROBLEM_HPP

#include <dataarts/mock/answer.hpp>

#include <string>

namespace dataarts::mock {

/// Why a request cannot be answered as asked: the status of the answer, and a sentence for its body.
struct problem {
  unsigned status = 0;
  std::string message;

  explicit operator bool() const noexcept { return status != 0; }
};

answer problem_answer(problem const& what);

}  // namespace dataarts::mock

#endif
