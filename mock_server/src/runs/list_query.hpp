#ifndef DATAARTS_MOCK_RUNS_LIST_QUERY_HPP
#define DATAARTS_MOCK_RUNS_LIST_QUERY_HPP

#include "runs/script_object.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace dataarts::mock::runs {

/// What the query of a list request asks for. Parameters that are not known are ignored.
struct list_query {
  std::size_t offset = 0;  ///< in scripts, not in pages
  std::size_t limit = 10;
  std::string name_part = {};
};

std::variant<list_query, request_fault> parse_list_query(std::string_view query);

/// What is wrong with the query of a show request.
std::variant<std::monostate, request_fault> check_show_query(std::string_view query);

}  // namespace dataarts::mock::runs

#endif
