#include "instance_block.hpp"
#include "json_text.hpp"
#include "row_json.hpp"

#include <dataarts/script_instance.hpp>

namespace dataarts {

namespace {

/// Writes the members of one object.
class object_writer {
 public:
  object_writer(std::string& out, char const* block) : out_(out), block_(block) { out_ += '{'; }
  object_writer(object_writer const&) = delete;
  object_writer& operator=(object_writer const&) = delete;
  ~object_writer() { out_ += '}'; }

  void key(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    out_.append(1, '"').append(name).append("\":");
  }

  /// Any member but a list.
  void member(std::string_view name, member_form form, block_span span) {
    if (form == member_form::absent) return;
    key(name);
    if (form == member_form::null) {
      out_ += "null";
    } else if (form == member_form::json) {
      out_ += span.in(block_);
    } else {
      append_json_string(out_, span.in(block_));
    }
  }

 private:
  std::string& out_;
  char const* block_;
  bool first_ = true;
};

using hook = std::function<void()>;

void append_rows(std::string& out, char const* block, result_record const& record, hook const& row_written) {
  auto const* offsets = reinterpret_cast<std::uint32_t const*>(block + record.row_offsets);
  out += '[';
  for (std::uint32_t i = 0; i != record.row_count; ++i) {
    if (i != 0) out += ',';
    append_row_json(out, block + offsets[i]);
    if (row_written) row_written();
  }
  out += ']';
}

void append_columns(std::string& out, column_list columns) {
  out += '[';
  for (std::size_t i = 0; i != columns.size(); ++i) {
    if (i != 0) out += ',';
    append_column_json(out, columns[i]);
  }
  out += ']';
}

void append_result(std::string& out, char const* block, result_record const& record, run_result view,
                   hook const& row_written) {
  if (record.is_null) {
    out += "null";
    return;
  }
  object_writer object(out, block);
  for (std::size_t i = 0; i != result_member_count; ++i) {
    auto const name = result_member_names[i];
    if (record.forms[i] != member_form::list) {
      object.member(name, record.forms[i], record.spans[i]);
      continue;
    }
    object.key(name);
    if (static_cast<result_member>(i) == result_member::rows) {
      append_rows(out, block, record, row_written);
    } else {
      append_columns(out, view.columns());
    }
  }
}

}  // namespace

void append_json(std::string& out, script_instance const& instance) { append_json(out, instance, nullptr); }

void append_json(std::string& out, script_instance const& instance, std::function<void()> const& row_written) {
  auto const* block = instance_block::start_of(instance);
  auto const& head = instance_block::of(instance);
  object_writer object(out, block);
  object.member("status", member_form::text, head.status_text);
  object.member("message", head.message_form, head.message);
  auto const list = [&](std::string_view name, instance_block::list_form form) {
    if (form == instance_block::list_form::absent) return;
    object.key(name);
    if (form == instance_block::list_form::null) {
      out += "null";
      return;
    }
    auto const* records = reinterpret_cast<result_record const*>(block + head.results);
    auto const results = instance.results();
    out += '[';
    for (std::size_t i = 0; i != results.size(); ++i) {
      if (i != 0) out += ',';
      append_result(out, block, records[i], results[i], row_written);
    }
    out += ']';
  };
  list("results", head.results_form);
  list("result", head.result_form);
}

std::string to_json(script_instance const& instance) {
  std::string out;
  append_json(out, instance);
  return out;
}

}  // namespace dataarts
