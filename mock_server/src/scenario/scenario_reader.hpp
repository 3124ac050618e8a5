#ifndef DATAARTS_MOCK_SCENARIO_SCENARIO_READER_HPP
#define DATAARTS_MOCK_SCENARIO_SCENARIO_READER_HPP

#include <dataarts/mock/scenario.hpp>

#include "scenario/instance_reader.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <stop_token>
#include <string>
#include <string_view>

namespace dataarts::mock::scenarios {

/// Reads a scenario file by itself: what is wrong between its rules, or with other files, is not looked for.
class scenario_reader : public instance_reader {
 public:
  /// @param text  has to outlive the reader
  scenario_reader(std::string_view text, std::string name, std::stop_token stop = {})
      : instance_reader(text, std::move(name)), stop_(std::move(stop)) {}

  /// Throws `file_error` with everything that is wrong, and `std::system_error` when it was told to stop.
  scenario read();

 private:
  void stop_if_asked() const;
  void check_version(boost::json::object const& object);
  void refuse_secrets(boost::json::value const& in);
  void read_client(boost::json::value const& from);
  recording_note recording_at(boost::json::value const& from);
  script_definition script_at(boost::json::value const& from);
  quota_rule quota_at(boost::json::value const& from);
  route_rule route_at(boost::json::value const& from);
  std::vector<std::pair<std::string, std::string>> pairs_at(boost::json::value const& from);

  std::stop_token stop_;
  script_runs trial_;  // takes each script, to see whether it can
};

}  // namespace dataarts::mock::scenarios

#endif
