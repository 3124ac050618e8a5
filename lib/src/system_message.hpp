#ifndef DATAARTS_SYSTEM_MESSAGE_HPP
#define DATAARTS_SYSTEM_MESSAGE_HPP

#include <boost/system/error_code.hpp>
#include <boost/system/system_category.hpp>

#include <cerrno>
#include <string>

namespace dataarts {

/// What the last system call of this thread that failed says, e.g. "No such file or directory".
inline std::string system_message() {
  return boost::system::error_code(errno, boost::system::system_category()).message();
}

}  // namespace dataarts

#endif
