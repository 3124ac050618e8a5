#ifndef DATAARTS_MOCK_PROGRAM_HELP_TEXT_HPP
#define DATAARTS_MOCK_PROGRAM_HELP_TEXT_HPP

#include <string>

namespace dataarts::mock::program {

std::string help_text();
std::string version_text();

}  // namespace dataarts::mock::program

#endif
