#ifndef DATAARTS_CLI_OPENED_INPUT_HPP
#define DATAARTS_CLI_OPENED_INPUT_HPP

#include "reference_input.hpp"
#include "settings.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <memory>

namespace dataarts::cli {

/// Where the references of a command come from. Throws `usage_error` if a file cannot be opened.
inline std::unique_ptr<reference_input> open_input(boost::asio::any_io_executor const& executor,
                                                   query_settings const& settings) {
  if (!settings.from.empty()) return std::make_unique<reference_input>(executor, settings.from);
  return std::make_unique<reference_input>(executor, settings.script, settings.instances);
}

}  // namespace dataarts::cli

#endif
