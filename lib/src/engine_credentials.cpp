// What the engine does about credentials: gets them, renews them, and stops when they are refused.

#include "api/error_decoder.hpp"
#include "credentials/source_failure.hpp"
#include "engine.hpp"
#include "http/connection.hpp"
#include "http/http_date.hpp"
#include "net/tls_context.hpp"
#include "retry/retry_policy.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <utility>

namespace dataarts {

namespace asio = boost::asio;
using auth::credential_keeper;

/// A source that is at work. It may be cancelled from any thread, so everything about it happens on a strand.
struct engine::renewal {
  explicit renewal(asio::any_io_executor const& executor) : strand(executor) {}

  asio::strand<asio::any_io_executor> strand;
  asio::cancellation_signal cancel;
};

namespace {

credential_keeper::trouble kind_of(failure const& why) {
  if (why == errc::unauthorized || why == errc::forbidden || why == errc::credentials_refused) {
    return credential_keeper::trouble::forbidden;
  }
  return retry::is_repeatable(why) ? credential_keeper::trouble::passing : credential_keeper::trouble::lasting;
}

failure failure_with(errc code, std::string where) {
  failure::details details;
  details.where = std::move(where);
  return failure(code, std::move(details));
}

failure failure_of(std::exception_ptr const& error) {
  try {
    std::rethrow_exception(error);
  } catch (std::exception const& what) {
    return failure_with(errc::credentials_unavailable, what.what());
  } catch (...) {
    return failure_with(errc::credentials_unavailable, "an exception of unknown type");
  }
}

}  // namespace

bool engine::authorize(call& which, clock::time_point now, finished_calls& finished) {
  if (config_.auth_source) {
    switch (keeper_.ask(now)) {
      case credential_keeper::advice::use:
        break;
      case credential_keeper::advice::use_and_renew:
        renew_credentials();
        break;
      case credential_keeper::advice::wait_and_renew:
      case credential_keeper::advice::wait:
        if (refuse_if_full(which, finished)) return false;
        if (keeper_.ask(now) == credential_keeper::advice::wait_and_renew) renew_credentials();
        enter(which, call::place::authorizing);
        if (!keeper_.renewing()) wake_at(keeper_.next_try());
        return false;
      case credential_keeper::advice::give_up:
        finish(which, key_trial_.stopped() ? errc::credentials_refused : no_credentials_, why_no_credentials_,
               finished);
        return false;
    }
    // A new token may be larger than the one that was there when the call began.
    if (!fits(which)) {
      finish_too_large(which, finished);
      return false;
    }
  } else if (key_trial_.stopped()) {
    finish(which, errc::credentials_refused, why_no_credentials_, finished);
    return false;
  }
  return true;
}

bool engine::is_authorized(clock::time_point now) const noexcept {
  // What comes of those under way decides; then it is asked again.
  if (!key_trial_.may_send(list(call::place::exchanging).size())) return false;
  if (!config_.auth_source) return true;
  auto const advice = keeper_.ask(now);
  return advice == credential_keeper::advice::use || advice == credential_keeper::advice::use_and_renew;
}

bool engine::may_authorize(clock::time_point now) {
  if (config_.auth_source) {
    auto const advice = keeper_.ask(now);
    if (advice == credential_keeper::advice::use_and_renew || advice == credential_keeper::advice::wait_and_renew) {
      renew_credentials();
    } else if (advice == credential_keeper::advice::wait && !keeper_.renewing()) {
      wake_at(keeper_.next_try());
    }
  }
  return is_authorized(now);
}

bool engine::gives_up(clock::time_point now) const noexcept {
  if (key_trial_.stopped()) return true;
  return config_.auth_source && keeper_.ask(now) == credential_keeper::advice::give_up;
}

void engine::renew_credentials() {
  keeper_.renewal_begins();
  // Not from here: a source may be done at once, and the lock is held.
  asio::post(executor_, [weak = weak_from_this(), number = ++renewal_serial_] {
    if (auto const self = weak.lock()) self->begin_renewal(number);
  });
}

void engine::begin_renewal(std::uint64_t number) {
  std::shared_ptr<renewal> mine;
  {
    std::lock_guard const lock(mutex_);
    if (closed_ || number != renewal_serial_) return;
    mine = renewal_ = std::make_shared<renewal>(executor_);
  }
  credential_request request;
  request.time = clock_;
  request.timeout = std::min(config_.credential_timeout, longest_timeout);
  // The source is kept alive, too: the client may end before it.
  auto done = [weak = weak_from_this(), mine, source = config_.auth_source](std::exception_ptr error,
                                                                            result<issued_credentials> got) {
    auto const self = weak.lock();
    if (!self) return;
    self->handle([&](finished_calls& finished) {
      if (self->renewal_ == mine) self->end_renewal(error, std::move(got), finished);
    });
  };
  try {
    asio::co_spawn(mine->strand, config_.auth_source->get(std::move(request)),
                   asio::bind_cancellation_slot(mine->cancel.slot(), std::move(done)));
    // Closed meanwhile: that found nothing to cancel.
    std::lock_guard const lock(mutex_);
    if (renewal_ != mine) asio::post(mine->strand, [mine] { mine->cancel.emit(asio::cancellation_type::terminal); });
  } catch (...) {
    auto const error = std::current_exception();
    handle([&](finished_calls& finished) {
      if (renewal_ == mine) end_renewal(error, failure(), finished);
    });
  }
}

void engine::end_renewal(std::exception_ptr error, result<issued_credentials>&& got, finished_calls& finished) {
  renewal_.reset();
  if (closed_) return;
  auto const now = clock_->now();
  auto problem = error ? failure_of(error) : got.has_error() ? std::move(got).error() : take_credentials(*got, now);
  if (problem.code()) {
    why_no_credentials_ = config_.auth_source->name() + ": " + words_of_source(problem);
    no_credentials_ = problem == condition::transient ? errc::credentials_unavailable : errc::credentials_missing;
    keeper_.renewal_failed(kind_of(problem), now, random_());
    if (auto const pause = problem.retry_after()) {
      keeper_.not_before(now + std::min<clock::duration>(*pause, config_.retry.max_retry_after));
    }
  }
  wake_authorizing(now, finished);
  refuse_too_large(now, finished);
  serve_turns(now, finished);
  open_more(now);
}

failure engine::take_credentials(issued_credentials const& got, clock::time_point now) {
  bool const same = got.value == authorization_->content();
  if (same && key_trial_.stopped()) return failure_with(errc::credentials_refused, "gives the refused keys again");
  if (got.value.empty()) return no_credentials("gave nothing to authorise with");
  if (!same) {
    try {
      auto made =
          std::make_unique<auth::authorization>(got.value, config_.signing, endpoint_.host_header, config_.project_id);
      earlier_authorization_ = std::exchange(authorization_, std::move(made));
    } catch (std::invalid_argument const& problem) {
      return no_credentials(problem.what());
    }
    key_trial_ = auth::key_trial();
    if (authorization_->signs()) key_trial_.begin(config_.signing.prove_keys);
  }
  keeper_.renewed(got, now, clock_->wall_now(), same);
  ++stats_.credential_renewals;
  return {};
}

void engine::wake_authorizing(clock::time_point now, finished_calls& finished) {
  auto& calls = list(call::place::authorizing);
  if (calls.empty()) return;
  if (keeper_.ask(now) == credential_keeper::advice::wait) {
    if (!keeper_.renewing()) wake_at(keeper_.next_try());
    return;
  }
  // Counted: one that has to wait on comes to the end of the list.
  for (auto left = calls.size(); left > 0; --left) {
    call& each = calls.front();
    leave(each);
    place(each, now, finished);
  }
}

void engine::cancel_renewal() noexcept {
  if (auto const mine = std::exchange(renewal_, nullptr)) {
    asio::post(mine->strand, [mine] { mine->cancel.emit(asio::cancellation_type::terminal); });
  }
}

bool engine::renew_for(call& which, failure const& why, clock::time_point now, finished_calls& finished) {
  if (!config_.auth_source || which.renewed || closed_ || authorization_->signs()) return false;
  if (why != errc::unauthorized || gateway_number(why.service_code()) != "0307") return false;
  which.renewed = true;
  ++stats_.retries;
  note_attempt(which, why, now);
  which.needs_fresh = false;
  keeper_.refused(which.credentials);
  place(which, now, finished);
  return true;
}

bool engine::note_signature(call const& which, exchange_report const& report) {
  if (!key_trial_.trying() && !report.outcome.has_error()) return false;
  if (!authorization_->signs() || which.credentials != keeper_.serial()) return false;
  int const status = report.outcome.has_value() ? 200 : report.outcome.error().http_status();
  if (status == 401) {
    // Also if the rest of the answer could not be read.
    note_refusal(report.outcome.error().message());
  } else if (status == 200 || (status >= 400 && status < 500 && status != 408 && status != 429)) {
    // Anything else may come from a gateway that has not looked at the signature.
    key_trial_.accepted();
  }
  return true;
}

void engine::note_refusal(std::string const& why) {
  key_trial_.refused();
  if (!key_trial_.stopped()) return;
  why_no_credentials_ = "stopped after " + std::to_string(auth::key_trial::most_refusals) +
                        " refusals in a row, since more would lock the access key: " + why;
  keeper_.refused(keeper_.serial());
}

void engine::refuse_too_large(clock::time_point now, finished_calls& finished) {
  auto& waiting = list(call::place::waiting);
  for (auto at = waiting.begin(); at != waiting.end();) {
    call& each = *at++;
    if (fits(each)) continue;
    leave(each);
    end_wait(each, now);
    finish_too_large(each, finished);
  }
}

void engine::refuse_waiting(clock::time_point now, finished_calls& finished) {
  auto& waiting = list(call::place::waiting);
  while (!waiting.empty()) {
    call& each = waiting.front();
    leave(each);
    end_wait(each, now);
    place(each, now, finished);  // which no call passes any more
  }
}

void engine::hide_secrets(std::string& text) const {
  authorization_->hide_secrets(text);
  if (earlier_authorization_) earlier_authorization_->hide_secrets(text);
}

std::string engine::explain_refusal(std::string_view date) const {
  auto const theirs = http::read_http_date(date);
  if (!authorization_->signs() || !theirs) return {};
  // Signatures are good for 15 minutes. A little less, since nobody knows how long the answer took.
  constexpr std::chrono::minutes suspicious(10);
  // In seconds: a date of a far year would overflow the clock's own unit.
  auto const ahead =
      std::chrono::floor<std::chrono::minutes>(std::chrono::floor<std::chrono::seconds>(clock_->wall_now()) - *theirs);
  if (ahead < suspicious && ahead > -suspicious) return {};
  return "this machine's clock is " + std::to_string(std::abs(ahead.count())) + " minutes " +
         (ahead.count() > 0 ? "ahead of" : "behind") + " the service's, which takes signatures for 15 minutes only";
}

}  // namespace dataarts
