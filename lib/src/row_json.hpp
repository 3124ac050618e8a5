#ifndef DATAARTS_ROW_JSON_HPP
#define DATAARTS_ROW_JSON_HPP

#include "instance_block.hpp"

#include <dataarts/script_instance.hpp>

#include <string>

namespace dataarts {

/// Appends a stored row as a JSON array, numbers as the server wrote them.
void append_row_json(std::string& out, char const* row_record);

/// Appends a column as the service writes it: an object with one member.
void append_column_json(std::string& out, column value);

}  // namespace dataarts

#endif
