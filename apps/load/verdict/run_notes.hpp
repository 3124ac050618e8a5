#ifndef DATAARTS_LOAD_VERDICT_RUN_NOTES_HPP
#define DATAARTS_LOAD_VERDICT_RUN_NOTES_HPP

#include "result/result.hpp"

#include <string>
#include <vector>

namespace dataarts::load {

/// What is worth knowing of a run, for people, and changes no verdict: what the generator added (`notes_of_generator`),
/// that most scripts outlived the test, and what may be missing if the service refused the credentials.
std::vector<std::string> notes_of(result const& run);

}  // namespace dataarts::load

#endif
