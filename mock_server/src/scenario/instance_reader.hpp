#ifndef DATAARTS_MOCK_SCENARIO_INSTANCE_READER_HPP
#define DATAARTS_MOCK_SCENARIO_INSTANCE_READER_HPP

#include <dataarts/mock/run_rule.hpp>

#include "scenario/expectation_reader.hpp"
#include "scenario/sweep.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::mock::scenarios {

/// Reads the elements of `instances`.
class instance_reader : public expectation_reader {
 protected:
  using expectation_reader::expectation_reader;

  /// The rules that one element makes: one, or as many as a sweep has.
  std::vector<run_rule> rules_at(boost::json::value const& from);

 private:
  run_rule rule_at(boost::json::value const& from);
  void read_match(run_rule& to, boost::json::value const& from);
  run_step step_at(boost::json::value const& from);
  void read_answer(run_rule& to, boost::json::value const& from);
  void warn_unknown_variables(boost::json::value const& in, std::vector<std::string_view> const& known);
  void check_unique(std::string const& rule_name);
  std::vector<sweep_variable> variables_at(boost::json::object const& from);
  std::vector<std::string> sweep_values(boost::json::object const& from, std::string_view variable,
                                        boost::json::value const& given);
  std::uint64_t swept_size(boost::json::object const& from, std::string_view variable);

  std::set<std::string> names_;
};

}  // namespace dataarts::mock::scenarios

#endif
