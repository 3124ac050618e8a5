// The lines of checkpoint files: whatever a file holds, they are read or refused, and what is read is written the same.

#include "expect.hpp"
#include "waiting/checkpoint_line.hpp"

#include <cstdint>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const line(reinterpret_cast<char const*>(data), size);
  std::string problem;
  if (auto const objection = dataarts::waiting::objection_to_head(line, {"http://h", "p", {}})) {
    expect(!objection->empty(), "an objection has a text");
  }
  auto const end = dataarts::waiting::read_end(line, problem);
  expect(end || !problem.empty(), "a refusal has a reason");
  if (!end) return 0;
  problem.clear();
  auto const answer = dataarts::waiting::answer_of(*end, problem);
  expect(answer || !problem.empty(), "a refusal has a reason");
  if (!answer) return 0;
  auto written = dataarts::waiting::end_line(end->ref, *answer);
  expect(written.back() == '\n', "it is a line");
  written.pop_back();
  expect(written.find('\n') == written.npos, "it is one line", written);
  auto const same_end = dataarts::waiting::read_end(written, problem);
  expect(same_end && same_end->ref == end->ref, "the reference reads back", written);
  auto const same = dataarts::waiting::answer_of(*same_end, problem);
  expect(same && to_json(*same) == to_json(*answer), "the answer reads back", written);
  expect(same->request_id() == answer->request_id(), "the request id reads back", written);
  return 0;
}
