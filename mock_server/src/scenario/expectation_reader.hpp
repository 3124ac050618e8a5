#ifndef DATAARTS_MOCK_SCENARIO_EXPECTATION_READER_HPP
#define DATAARTS_MOCK_SCENARIO_EXPECTATION_READER_HPP

#include <dataarts/mock/expectation.hpp>

#include "scenario/fault_reader.hpp"

#include <boost/json/value.hpp>

#include <string_view>

namespace dataarts::mock::scenarios {

/// Reads what an instance expects of the client.
class expectation_reader : public fault_reader {
 protected:
  using fault_reader::fault_reader;

  expectation expectation_at(boost::json::value const& from);

 private:
  template <class Value, class Read>
  void read_range(expected_range<Value>& to, boost::json::object const& from, std::string_view name, Read read) {
    with(from, name, [&](boost::json::value const& range) {
      auto const& object = object_at(range);
      static constexpr std::string_view known[] = {"min", "max"};
      refuse_unknown(object, known);
      if (!object.contains("min") && !object.contains("max")) note("has neither a min nor a max", {"min", "max"});
      with(object, "min", [&](boost::json::value const& each) { to.min = read(each); });
      with(object, "max", [&](boost::json::value const& each) { to.max = read(each); });
    });
  }
};

}  // namespace dataarts::mock::scenarios

#endif
