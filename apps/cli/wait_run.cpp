#include "wait_run.hpp"

#include "opened_input.hpp"
#include "wait_progress_line.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include <stdexcept>
#include <utility>

namespace dataarts::cli {
namespace {

fleet_options options_of(wait_settings const& settings) {
  fleet_options made;
  made.concurrency(settings.concurrency).checkpoint(settings.checkpoint);
  // Somebody sits there and wants to see what is going on: requests are worth less than in a service.
  made.price(std::chrono::seconds(1));
  if (settings.rate) made.max_rate(*settings.rate);
  if (settings.deadline) made.deadline(*settings.deadline);
  if (settings.interval) made.fixed_interval(*settings.interval);
  // The time that is left comes from the rate of the ends, which is measured from one report to the next.
  made.on_progress([](fleet_progress const&) {});
  return made;
}

}  // namespace

wait_run::wait_run(boost::asio::io_context& context, client& asked, wait_settings const& settings,
                   answer_handler on_answer, std::function<void()> on_end)
    : context_(context),
      client_(asked),
      settings_(settings),
      on_answer_(std::move(on_answer)),
      on_end_(std::move(on_end)),
      input_(open_input(context.get_executor(), settings)) {}

void wait_run::start() {
  auto on_end = [this](std::exception_ptr const& problem) { ended(problem); };
  boost::asio::co_spawn(context_, work(), boost::asio::bind_cancellation_slot(cancel_.slot(), std::move(on_end)));
}

void wait_run::stop() {
  if (std::exchange(stopping_, true)) return;
  input_->cancel();
  cancel_.emit(boost::asio::cancellation_type::terminal);
}

boost::asio::awaitable<void> wait_run::work() {
  auto references = co_await read_all();
  if (!begin(std::move(references))) co_return;
  while (!stopping_) {
    auto end = co_await stream_->next();
    if (!end) break;
    tell(*end);
  }
}

boost::asio::awaitable<std::unique_ptr<reference_list>> wait_run::read_all() {
  auto read = std::make_unique<reference_list>();
  instance_ref next;
  while (!stopping_) {
    auto const step = input_->take(next);
    if (step == reference_input::step::end) break;
    if (step == reference_input::step::wait) {
      co_await input_->readable();
    } else {
      read->add(next);
    }
  }
  co_return read;
}

// False if there is nothing to wait for.
bool wait_run::begin(std::unique_ptr<reference_list> references) {
  if (stopping_) return false;
  references_ = references->size();
  try {
    stream_.emplace(client_.wait_all(std::move(references), options_of(settings_)));
  } catch (call_error const& why) {
    input_problem_ = std::string("--checkpoint: ") + why.what();
    return false;
  }
  return true;
}

void wait_run::tell(finished_wait& end) {
  ++told_;
  on_answer_(answered_query(end.index, std::move(end.ref), std::move(end.outcome)));
}

void wait_run::ended(std::exception_ptr const& problem) {
  try {
    if (problem) std::rethrow_exception(problem);
  } catch (boost::system::system_error const& why) {
    // A stop breaks off what is under way.
    if (!stopping_) own_problem_ = why.what();
  } catch (call_error const& why) {
    own_problem_ = why.what();
  } catch (std::runtime_error const& why) {
    input_problem_ = why.what();
  }
  stream_.reset();
  client_.close();
  on_end_();
}

progress_text wait_run::progress(std::chrono::nanoseconds elapsed, tally const& counted) {
  if (!stream_) return {"reading references: " + with_commas(input_->taken()), {}};
  auto const now = stream_->progress();
  return wait_progress_line(now, looks_.update(elapsed, now.looks), counted);
}

}  // namespace dataarts::cli
