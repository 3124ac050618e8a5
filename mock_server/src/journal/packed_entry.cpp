#include "journal/packed_entry.hpp"

namespace dataarts::mock::journals {

journal_entry unpacked(packed_entry const& from) {
  journal_entry made;
  made.seq = from.seq;
  made.real_time = from.real_time;
  made.mock_time = from.mock_time;
  made.connection = from.connection;
  made.request_on_connection = from.request_on_connection;
  made.session = from.get(text::session);
  made.method = from.get(text::method);
  made.target = from.get(text::target);
  made.workspace = from.get(text::workspace);
  made.script = from.get(text::script);
  made.instance = from.get(text::instance);
  made.rule = from.get(text::rule);
  if (from.has_step) made.step = from.step;
  made.poll = from.poll;
  made.told = from.get(text::told);
  made.status = from.status;
  made.bytes = from.bytes;
  made.fault = from.get(text::fault);
  made.matched = from.matched;
  made.terminal = from.terminal;
  made.after_terminal = from.after_terminal;
  if (from.has_gap) made.gap = from.gap;
  made.auth_scheme = from.get(text::scheme);
  made.access_key = from.get(text::key);
  made.signed_headers = from.get(text::names);
  made.auth = from.auth;
  return made;
}

}  // namespace dataarts::mock::journals
