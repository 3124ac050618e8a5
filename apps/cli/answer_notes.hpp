#ifndef DATAARTS_CLI_ANSWER_NOTES_HPP
#define DATAARTS_CLI_ANSWER_NOTES_HPP

#include <dataarts/query_stream.hpp>

#include <string>
#include <string_view>

namespace dataarts::cli {

/// "workspace/script instance", safe for a terminal. A slash cannot stand in the name of a script. An
/// instance that is not known is left out.
std::string label_of(instance_ref const& ref);

/// The script, with its workspace before it if the reference names one; not yet safe for a terminal.
std::string script_label(instance_ref const& ref);

/// What is to be said about an answer: the failure, or the message of the run. Empty if there is nothing to say. Not
/// yet safe for a terminal.
std::string remark_on(result<script_instance> const& outcome);

/// The same for a line of a table: without the canonical request that a gateway tells when it refuses a signature.
std::string short_remark_on(result<script_instance> const& outcome);

/// The canonical request that a gateway's message ends with; empty if there is none.
std::string_view shown_canonical_request(std::string_view message) noexcept;

}  // namespace dataarts::cli

#endif
