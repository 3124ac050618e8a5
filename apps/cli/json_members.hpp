#ifndef DATAARTS_CLI_JSON_MEMBERS_HPP
#define DATAARTS_CLI_JSON_MEMBERS_HPP

#include <dataarts/failure.hpp>
#include <dataarts/instance_ref.hpp>

#include <string>
#include <string_view>

namespace dataarts::cli {

/// Appends a JSON text. It is always UTF-8: a broken byte, as a name on the command line may have, becomes U+FFFD.
void append_json_text(std::string& out, std::string_view text);

/// Appends `,"NAME":"TEXT"`.
void append_json_member(std::string& out, std::string_view name, std::string_view text);

/// Begins an object: `{"script":"s","instance":"i"`, with the workspace if the reference names one, without the
/// instance if it names none. It is not closed.
void begin_json_element(std::string& out, instance_ref const& ref);

/// Appends `,"error":{…}`, as docs/cli.md describes it.
void append_json_failure(std::string& out, failure const& why);

}  // namespace dataarts::cli

#endif
