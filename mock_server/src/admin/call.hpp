#ifndef DATAARTS_MOCK_ADMIN_CALL_HPP
#define DATAARTS_MOCK_ADMIN_CALL_HPP

#include <dataarts/mock/answer.hpp>
#include <dataarts/mock/answer_stream.hpp>
#include <dataarts/mock/request_view.hpp>

#include "query_pairs.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts::mock::admin {

/// One call of the admin API, as its handler sees it. What its members throw is an `api_error` that says what is wrong.
class call {
 public:
  explicit call(request_view const& request) : request_(request), query_(parse_query(request.query)) {}

  request_view const& request() const noexcept { return request_; }

  /// The parts of the path that the route leaves open, in their order.
  std::vector<std::string> values = {};

  /// A parameter of the query; the last one of that name.
  std::optional<std::string> parameter(std::string_view name) const;
  std::optional<std::uint64_t> number(std::string_view name, std::uint64_t most) const;
  bool flag(std::string_view name) const;

  /// Refuses parameters that are not known: one that is mistyped would ask for everything.
  void know_parameters(std::span<std::string_view const> known) const;

  /// The body as JSON. Without one: an empty object.
  boost::json::object object() const;

  /// The body as it is, once its type is seen to be JSON.
  std::string_view text() const;

 private:
  request_view const& request_;
  query_pairs query_;
};

/// What a call gets.
struct reply {
  reply(std::shared_ptr<mock::answer const> all) : answer(std::move(all)) {}
  reply(std::shared_ptr<mock::answer const> head, std::shared_ptr<answer_stream> body)
      : answer(std::move(head)), stream(std::move(body)) {}

  std::shared_ptr<mock::answer const> answer;
  std::shared_ptr<answer_stream> stream = {};  ///< the body, if it has no end
};

std::shared_ptr<answer const> json_answer(boost::json::value const& what, unsigned status = 200);

/// With the headers that every answer of the API has.
std::shared_ptr<answer const> text_answer(std::string text, std::string content_type, unsigned status = 200);

}  // namespace dataarts::mock::admin

#endif
