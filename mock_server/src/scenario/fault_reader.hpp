#ifndef DATAARTS_MOCK_SCENARIO_FAULT_READER_HPP
#define DATAARTS_MOCK_SCENARIO_FAULT_READER_HPP

#include <dataarts/mock/fault_rule.hpp>
#include <dataarts/mock/step_time.hpp>
#include <dataarts/mock/wire_fault.hpp>

#include "scenario/answer_reader.hpp"

#include <boost/json/value.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dataarts::mock::scenarios {

/// Reads the faults of an instance.
class fault_reader : public answer_reader {
 protected:
  using answer_reader::answer_reader;

  fault_rule fault_at(boost::json::value const& from);

  /// How much later an answer is sent. Warns when no client waits for as long.
  step_time delay_at(boost::json::value const& from);

  /// Notes what was probably not meant.
  void warn(std::string const& message);

  std::optional<std::chrono::nanoseconds> client_timeout_;
  std::vector<file_problem> warnings_;
  bool silent_ = false;  // for all but the first of a sweep, which would say the same

 private:
  fault_polls polls_at(boost::json::value const& from);
  std::uint64_t bytes_at(boost::json::value const& from) const;
  wire_fault::ending ending_at(boost::json::value const& from);
  wire_fault stall_at(boost::json::value const& from);
  wire_fault drip_at(boost::json::value const& from);
  wire_fault cut_at(boost::json::value const& from);
  wire_fault garbage_at(boost::json::value const& from);
  std::optional<wire_fault> wire_at(boost::json::object const& from);
};

}  // namespace dataarts::mock::scenarios

#endif
