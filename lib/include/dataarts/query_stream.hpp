#ifndef DATAARTS_QUERY_STREAM_HPP
#define DATAARTS_QUERY_STREAM_HPP

#include <dataarts/call_options.hpp>
#include <dataarts/failure.hpp>
#include <dataarts/instance_ref.hpp>
#include <dataarts/script_instance.hpp>

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace dataarts {

/// Where a `query_stream` takes its references from.
class reference_source {
 public:
  reference_source() = default;
  reference_source(reference_source const&) = delete;
  reference_source& operator=(reference_source const&) = delete;
  virtual ~reference_source() = default;

  /// The next reference, or nothing at the end. Called by `query_stream::next`, by one thread at a time. An exception
  /// leaves `query_stream::next` and ends the range; what was asked before can still be taken.
  virtual std::optional<instance_ref> next() = 0;
};

/// One answer of a `query_stream`.
struct answered_query {
  answered_query(std::size_t position, instance_ref asked, result<script_instance> answer)
      : index(position), ref(std::move(asked)), outcome(std::move(answer)) {}

  std::size_t index;  ///< the position of the reference in the range, from 0
  instance_ref ref;
  result<script_instance> outcome;
};

/// The answers to the queries of a range, in the order in which they arrive, with bounded concurrency and memory.
///
/// Queries start when `next()` is called, at most `query_all_options::concurrency` at once, answers that were not yet
/// taken included. Destroying the stream cancels what is under way.
class query_stream {
 public:
  class state;

  explicit query_stream(std::shared_ptr<state> content) noexcept;
  query_stream(query_stream&&) noexcept;
  query_stream& operator=(query_stream&&) noexcept;
  ~query_stream();

  /// Takes the next answer; nothing when every reference was answered.
  ///
  /// Cancellation: completes at once by throwing `boost::system::system_error` with
  /// `boost::asio::error::operation_aborted`; queries under way go on and their answers can still be taken.
  /// Concurrency: one `next` at a time. Lifetime: the stream must outlive the operation.
  boost::asio::awaitable<std::optional<answered_query>> next();

 private:
  friend class client_access;
  std::shared_ptr<state> state_;
};

/// Makes a source that reads a range as `client::query_all` describes.
template <class Range>
std::unique_ptr<reference_source> make_reference_source(Range&& range) {
  using held_range = std::conditional_t<std::is_lvalue_reference_v<Range>, Range, std::remove_cvref_t<Range>>;

  class range_source final : public reference_source {
   public:
    explicit range_source(Range&& given) : range_(std::forward<Range>(given)), at_(std::begin(range_)) {}

    std::optional<instance_ref> next() override {
      if (at_ == std::end(range_)) return std::nullopt;
      std::optional<instance_ref> taken(std::in_place, *at_);
      ++at_;
      return taken;
    }

   private:
    held_range range_;
    decltype(std::begin(std::declval<std::add_lvalue_reference_t<held_range>>())) at_;
  };

  return std::make_unique<range_source>(std::forward<Range>(range));
}

}  // namespace dataarts

#endif
