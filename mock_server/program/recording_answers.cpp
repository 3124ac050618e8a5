#include "recording_answers.hpp"

#include "ascii.hpp"
#include "request_ids.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts::mock::program {
namespace {

std::string text_of(boost::string_view from) { return {from.data(), from.size()}; }

// What the client gets besides what this server adds itself.
std::vector<answer::header> headers_of(upstream::response const& from) {
  static constexpr std::string_view own[] = {"Server",       "Date",       "Content-Length",    "Connection",
                                             "X-Request-Id", "Keep-Alive", "Transfer-Encoding", "Trailer"};
  std::vector<answer::header> made;
  for (auto const& each : from) {
    auto name = text_of(each.name_string());
    auto const is_own =
        std::any_of(std::begin(own), std::end(own), [&](auto other) { return equal_ignoring_case(other, name); });
    if (!is_own) made.push_back({std::move(name), text_of(each.value())});
  }
  return made;
}

// The body with zeros in place of the answer's own id, which is another one each time.
std::string without_request_id(upstream::response const& from) {
  auto made = from.body();
  auto const id = text_of(from["X-Request-Id"]);
  if (id.empty()) return made;
  for (auto at = made.find(id); at != std::string::npos; at = made.find(id, at)) {
    made.replace(at, id.size(), request_ids::size, '0');
    at += request_ids::size;
  }
  return made;
}

recorded_answer kept_of(upstream::response const& from) {
  recorded_answer made;
  made.status = from.result_int();
  made.content_type = text_of(from["Content-Type"]);
  made.retry_after = text_of(from["Retry-After"]);
  // The other form is a date, which says nothing at another time.
  if (!std::all_of(made.retry_after.begin(), made.retry_after.end(), is_digit)) made.retry_after.clear();
  made.body = without_request_id(from);
  return made;
}

}  // namespace

decision recording_answers::decide(request_view const& request) {
  auto const began = std::chrono::steady_clock::now();
  try {
    auto const found = service_.forward(request);
    auto const took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
    auto made = std::make_shared<answer const>(found.result_int(), found.body(), headers_of(found));
    into_.note(request, kept_of(found), took);
    return {std::move(made)};
  } catch (std::exception const& problem) {
    complain_(problem.what());
    boost::json::object const body{{"error_code", "MOCK.0502"}, {"error_msg", problem.what()}};
    return {std::make_shared<answer const>(502, boost::json::serialize(body))};
  }
}

}  // namespace dataarts::mock::program
