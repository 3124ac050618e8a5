#ifndef DATAARTS_APPS_FIELD_ORIGINS_HPP
#define DATAARTS_APPS_FIELD_ORIGINS_HPP

#include <string>
#include <string_view>

namespace dataarts::apps {

/// The option or variable by which the user gave each field of `client_config`.
struct field_origins {
  std::string endpoint = "--endpoint";
  std::string project_id = "--project-id";
  std::string workspace = "--workspace";
  std::string token = "DATAARTS_TOKEN";
  std::string ca_file = "--ca-file";
  std::string proxy = "--proxy";

  /// The message of an exception by which the client refuses its configuration, in the user's terms: the name of the
  /// field at its start, "FIELD: reason", becomes that of the option.
  std::string explain(std::string_view why) const;
};

}  // namespace dataarts::apps

#endif
