#ifndef DATAARTS_SCRIPTS_START_OPERATION_HPP
#define DATAARTS_SCRIPTS_START_OPERATION_HPP

#include "api/decode_error.hpp"
#include "delivery.hpp"
#include "engine.hpp"
#include "scripts/operation.hpp"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

namespace dataarts {

/// Reads the body of an answer, see script_answers.hpp. False: see the error.
template <class T>
using answer_reader = bool (*)(T& out, std::string_view body, std::size_t max_json_depth, decode_error& error);

/// What an operation came to: refused, not readable, or a value.
template <class T>
result<T> outcome_of(operation& answered, result<script_instance>&& outcome, std::size_t max_json_depth,
                     answer_reader<T> read) {
  if (outcome.has_error()) return std::move(outcome).error();
  T value;
  decode_error why;
  if (read(value, answered.answer, max_json_depth, why)) return value;
  auto details = std::move(answered.base);
  details.where = why.where();
  // The service took it, and what it said of that is lost.
  details.effect_unknown = !answered.kind->repeatable;
  return failure(why.code, std::move(details));
}

/// Begins an operation when its coroutine is awaited.
template <class T>
struct start_operation {
  std::shared_ptr<engine> which;
  answer_reader<T> read;

  template <class Handler>
  struct pending {
    operation what;
    Handler handler;
    answer_reader<T> read;
    std::size_t max_json_depth;
  };

  template <class Handler>
  class target {
   public:
    explicit target(std::unique_ptr<pending<Handler>> state) : state_(std::move(state)) {}

    void operator()(delivery how, boost::asio::any_io_executor const& client_executor, instance_ref&&,
                    result<script_instance>&& outcome) {
      auto const executor = boost::asio::get_associated_executor(state_->handler, client_executor);
      auto value = outcome_of(state_->what, std::move(outcome), state_->max_json_depth, state_->read);
      run_on(how, executor, [kept = std::move(state_), value = std::move(value)]() mutable {
        Handler handler(std::move(kept->handler));
        kept.reset();
        handler(std::move(value));
      });
    }

   private:
    std::unique_ptr<pending<Handler>> state_;
  };

  template <class Handler>
  void operator()(Handler handler, operation&& what, instance_ref&& about, call_options const& options) const {
    auto const slot = boost::asio::get_associated_cancellation_slot(handler);
    auto state = std::make_unique<pending<Handler>>(
        pending<Handler>{std::move(what), std::move(handler), read, which->config().max_json_depth});
    auto* const content = &state->what;
    which->start(std::move(about), options, completion(target<Handler>(std::move(state))), slot, nullptr, content);
  }
};

}  // namespace dataarts

#endif
