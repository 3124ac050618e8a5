#ifndef DATAARTS_WAITING_CHECKPOINT_LINE_HPP
#define DATAARTS_WAITING_CHECKPOINT_LINE_HPP

#include <dataarts/instance_ref.hpp>
#include <dataarts/script_instance.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace dataarts::waiting {

// The lines of a checkpoint file: JSON Lines. The first one says whose it is, each other one holds the end of a run.

/// Whose references a file is about.
struct checkpoint_owner {
  std::string_view endpoint;
  std::string_view project_id;
  std::string_view workspace;  ///< of references that name none
};

/// `{"dataarts_checkpoint":1,"endpoint":"http://127.0.0.1:80","project_id":"p","workspace":"w"}`
std::string head_line(checkpoint_owner const& owner);

/// What keeps a first line from being that of this owner. Nothing if it is.
std::optional<std::string> objection_to_head(std::string_view line, checkpoint_owner const& owner);

/// `{"script":"s","instance":"i","workspace":"w","request_id":"r","answer":{…}}`, with what is empty left out.
std::string end_line(instance_ref const& ref, script_instance const& answer);

/// Such a line, with the answer not yet read.
struct recorded_end {
  instance_ref ref;
  std::string request_id;
  std::string answer;  ///< JSON
};

/// Nothing: see `problem`.
std::optional<recorded_end> read_end(std::string_view line, std::string& problem);
std::optional<script_instance> answer_of(recorded_end const& end, std::string& problem);

}  // namespace dataarts::waiting

#endif
