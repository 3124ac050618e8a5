#ifndef DATAARTS_MOCK_CANNED_ANSWER_HPP
#define DATAARTS_MOCK_CANNED_ANSWER_HPP

#include <dataarts/mock/answer.hpp>
#include <dataarts/mock/documented_error.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace dataarts::mock {

/// An answer in parts, before it is made: what a gateway, a proxy or a broken service may send.
struct own_answer {
  unsigned status = 200;
  std::vector<answer::header> headers = {};
  std::string body = {};
  std::optional<std::chrono::seconds> retry_after = {};  ///< of a `Retry-After` header; none: no such header

  /// Where in the body the 32 characters of `X-Request-Id` go, see `answer::with_request_id`; none: nowhere.
  std::optional<std::size_t> request_id_at = {};

  /// What `to_text` calls it; empty: `answer 502`.
  std::string name = {};

  /// Throws `std::invalid_argument` that says what cannot be sent, as the constructor of `answer` does, or that there
  /// are two of `Retry-After`, or one that is negative.
  void validate() const;

  friend bool operator==(own_answer const&, own_answer const&) = default;
};

/// Throws as `own_answer::validate`.
answer make_answer(own_answer const& from);

/// An answer that is always the same: a documented error, or one's own.
class canned_answer {
 public:
  canned_answer(documented_error what) : held_(what) {}
  canned_answer(own_answer what) : held_(std::move(what)) {}

  documented_error const* documented() const noexcept { return std::get_if<documented_error>(&held_); }
  own_answer const* own() const noexcept { return std::get_if<own_answer>(&held_); }

  /// Throws as `own_answer::validate`.
  void validate() const;

  friend bool operator==(canned_answer const&, canned_answer const&) = default;
  friend bool operator==(canned_answer const& a, documented_error b) noexcept {
    return a.documented() != nullptr && *a.documented() == b;
  }

 private:
  std::variant<documented_error, own_answer> held_;
};

/// Throws as `own_answer::validate`.
answer make_answer(canned_answer const& from);

/// What to call it: `throttled`, `answer 502`.
std::string to_text(canned_answer const& what);

}  // namespace dataarts::mock

#endif
