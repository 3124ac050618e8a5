#ifndef DATAARTS_FAILURE_HPP
#define DATAARTS_FAILURE_HPP

#include <dataarts/error.hpp>

#include <boost/system/result.hpp>

#include <chrono>
#include <iosfwd>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts {

class script_instance;

/// Everything known about a call that gave no result.
///
/// A value type; copies share their content. Thread-safe as `std::shared_ptr<const T>` is.
/// Never holds credentials.
class failure {
 public:
  /// An attempt that failed and was followed by another one.
  struct attempt {
    errc code;
    int http_status = 0;                ///< 0: no answer was received
    std::string service_code;           ///< e.g. "APIGW.0308"
    std::chrono::nanoseconds ended{0};  ///< from the call's start
  };

  /// What looks at a run saw, one after another with the same result taken together.
  struct observation {
    std::string status;                 ///< as the service wrote it; empty if a look failed
    errc code{};                        ///< of looks that failed
    unsigned looks = 0;                 ///< how many
    std::chrono::nanoseconds first{0};  ///< from the start of the wait
    std::chrono::nanoseconds last{0};
  };

  /// What can be known beside the code. Every member may be empty or zero.
  struct details {
    boost::system::error_code cause;                      ///< the system's, TLS library's or parser's own code
    std::string where;                                    ///< e.g. "127.0.0.1:8080" or "body byte 17"
    int http_status = 0;                                  ///< 0: no answer was received
    std::string service_code;                             ///< the service's `error_code`, e.g. "DLF.6201"
    std::string service_message;                          ///< the service's `error_msg`
    std::string request_id;                               ///< `X-Request-Id`, for a support ticket
    std::string body;                                     ///< the answer's body as received (at most 64 KiB of it)
    bool body_truncated = false;                          ///< the answer's body was longer than `body`
    std::optional<std::chrono::nanoseconds> retry_after;  ///< what the answer's `Retry-After` asks for
    unsigned attempts = 0;                                ///< requests sent, or tried to be sent
    std::chrono::nanoseconds elapsed{0};                  ///< from the call's start to its failure
    std::vector<attempt> earlier;                         ///< the attempts before the last one, in order
    bool effect_unknown = false;                          ///< sent, and nobody knows whether it was carried out
    std::string instance_id;                              ///< of the run that was started and then waited for
    std::vector<observation> observed;                    ///< what a wait saw, in order
    std::shared_ptr<script_instance const> last_answer;   ///< what a wait saw last, if it saw the run at all
  };

  /// No failure: what `result<T>::error()` gives when there is a value.
  failure() noexcept = default;

  /// Without details.
  explicit failure(errc code) noexcept : code_(make_error_code(code)) {}

  failure(errc code, details content);

  boost::system::error_code code() const noexcept { return code_; }

  /// What `code()` says, as a value of the enumeration: `to_string(why.reason())` is its name, for logs and metrics.
  /// `errc{}`, which is none of its values, if there is no failure.
  errc reason() const noexcept { return static_cast<errc>(code_.value()); }

  boost::system::error_code cause() const noexcept { return content().cause; }
  std::string_view where() const noexcept { return content().where; }
  int http_status() const noexcept { return content().http_status; }
  std::string_view service_code() const noexcept { return content().service_code; }
  std::string_view service_message() const noexcept { return content().service_message; }
  std::string_view request_id() const noexcept { return content().request_id; }
  std::string_view body() const noexcept { return content().body; }
  bool body_truncated() const noexcept { return content().body_truncated; }
  /// The pause that the answer's `Retry-After` asks for, counted from the answer.
  std::optional<std::chrono::nanoseconds> retry_after() const noexcept { return content().retry_after; }
  unsigned attempts() const noexcept { return content().attempts; }
  std::chrono::nanoseconds elapsed() const noexcept { return content().elapsed; }
  std::vector<attempt> const& earlier_attempts() const noexcept { return content().earlier; }

  /// For operations of which twice is not once (execute, create, remove): the request was sent, and no answer tells
  /// what became of it. Such a call is never repeated by itself.
  bool effect_unknown() const noexcept { return content().effect_unknown; }

  /// `client::run`: the run that was started, if it was; for `wait` it is known anyway and left empty.
  std::string_view instance_id() const noexcept { return content().instance_id; }

  /// Of a wait that was not successful: what it saw until then, oldest first, at most `most_observations`: of more, the
  /// first one and the last ones.
  std::vector<observation> const& observed() const noexcept { return content().observed; }
  static constexpr std::size_t most_observations = 64;

  /// Of such a wait for a single run: the last answer of the service about it; null if there was none. The waits of
  /// `client::wait_all` keep the status that they saw last, in `observed`, and no more.
  std::shared_ptr<script_instance const> const& last_answer() const noexcept { return content().last_answer; }

  /// Everything, for making another failure from this one.
  details const& content() const noexcept;

  /// One line for people: what, why, where. For a refusal by the service it starts with the service's
  /// own words: `DLF.6201: The script does not exist. (HTTP 400, request 4f…)`.
  std::string message() const;

  /// The condition that says most about this failure, e.g. `not_found` rather than `rejected`.
  condition kind() const noexcept;

  friend bool operator==(failure const& a, condition b) noexcept { return a.code_ == make_error_condition(b); }
  friend bool operator==(failure const& a, errc b) noexcept { return a.code_ == make_error_code(b); }

 private:
  boost::system::error_code code_;
  std::shared_ptr<details const> content_;
};

/// Writes `failure::message()`.
std::ostream& operator<<(std::ostream& out, failure const& what);

/// The name of a condition as it stands in the enumeration, e.g. "not_found"; part of the JSON output.
std::string_view to_string(condition value) noexcept;

/// Write that name, for the messages of tests: `BOOST_TEST(answer.error() == condition::timeout)`.
std::ostream& operator<<(std::ostream& out, condition value);
std::ostream& operator<<(std::ostream& out, errc value);

/// Either a `T` or a `failure`. `value()` throws `call_error` when there is no `T`.
template <class T>
using result = boost::system::result<T, failure>;

/// Thrown by `result<T>::value()`; `what()` is `failure::message()`.
class call_error : public std::runtime_error {
 public:
  explicit call_error(failure why);
  failure const& why() const noexcept { return why_; }

 private:
  failure why_;
};

/// Called by `boost::system::result::value()`.
[[noreturn]] void throw_exception_from_error(failure const& why, boost::source_location const& location);

}  // namespace dataarts

#endif
