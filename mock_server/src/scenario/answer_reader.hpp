#ifndef DATAARTS_MOCK_SCENARIO_ANSWER_READER_HPP
#define DATAARTS_MOCK_SCENARIO_ANSWER_READER_HPP

#include <dataarts/mock/canned_answer.hpp>
#include <dataarts/mock/preset.hpp>

#include "scenario/value_reader.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace dataarts::mock::scenarios {

/// Reads answers: names of presets, and objects with a status, headers and a body of their own.
class answer_reader : public value_reader {
 protected:
  using value_reader::value_reader;

  /// What an `answer` says: an answer, or the name of a state.
  std::variant<canned_answer, run_state> answer_at(boost::json::value const& from);

  /// The same where a state makes no sense, outside of an instance.
  canned_answer canned_at(boost::json::value const& from);

  /// The content of the file that is named, which has to be in the folder of this one or below it. Not empty.
  std::string file_at(boost::json::value const& from);

  /// A duration in whole seconds.
  std::chrono::seconds seconds_at(boost::json::value const& from) const;

  std::vector<std::filesystem::path> files_;  // that were named
  bool recorded_ = false;                     // nothing in it may look like a secret
  std::string content_read_;                  // of these files, one behind the other

 private:
  own_answer own_at(boost::json::object const& from);
  void read_body(own_answer& to, boost::json::object const& from);
  void read_headers(own_answer& to, boost::json::value const& from);
};

}  // namespace dataarts::mock::scenarios

#endif
